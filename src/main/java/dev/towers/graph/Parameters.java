package dev.towers.graph;

import dev.towers.Seed;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The variables of a model, in the order in which they are made. A graph that trains gives them
 * first values; a graph that only answers leaves them to be restored, so that no initializer is
 * part of what is exported.
 */
public final class Parameters {
  private final Ops tf;
  private final Seed seed;
  private final List<Parameter> all = new ArrayList<>();
  private final List<Parameter> trained = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();

  private Parameters(Ops tf, Seed seed) {
    this.tf = tf;
    this.seed = seed;
  }

  /** Variables that start from their initializers, each with a seed of its own. */
  public static Parameters initialized(Ops tf, Seed seed) {
    return new Parameters(tf, seed);
  }

  /** Variables that have no value until they are restored. */
  public static Parameters restored(Ops tf) {
    return new Parameters(tf, null);
  }

  /** Makes the variable {@code name}, which must be new in the graph, to be trained. */
  public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
    Parameter parameter = createState(name, shape, initializer);
    trained.add(parameter);
    return parameter.variable();
  }

  /** Makes a variable that belongs to the model and that no gradient changes. */
  public Parameter createState(String name, Shape shape, Initializer initializer) {
    Operand<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
    Parameter parameter = new Parameter(name, variable, shape);
    all.add(parameter);
    if (seed != null) {
      Ops scope = tf.withSubScope("initialize");
      initializers.add(scope.assign(variable, initializer.value(scope, shape, seed.derive(name))));
    }
    return parameter;
  }

  /** Those that a gradient changes, in the order in which they were made. */
  public List<Parameter> trained() {
    return List.copyOf(trained);
  }

  /** All of them, in the order in which they were made. */
  public List<Parameter> all() {
    return List.copyOf(all);
  }

  /** The ops that give each variable its first value; none where they are restored. */
  public List<Op> initializers() {
    return List.copyOf(initializers);
  }
}
