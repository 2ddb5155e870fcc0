package dev.towers.graph;

import dev.towers.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final Start start;
  private final List<Parameter> all = new ArrayList<>();
  private final List<Parameter> trained = new ArrayList<>();
  private final List<String> fresh = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();

  private Parameters(Ops tf, Start start) {
    this.tf = tf;
    this.start = start;
  }

  /** Variables that start from their initializers, each with a seed of its own. */
  public static Parameters initialized(Ops tf, Seed seed) {
    return initialized(tf, Start.fresh(seed));
  }

  /** Variables that start as {@code start} says, the others from their initializers. */
  public static Parameters initialized(Ops tf, Start start) {
    return new Parameters(tf, start);
  }

  /** Variables that have no value until they are restored. */
  public static Parameters restored(Ops tf) {
    return new Parameters(tf, null);
  }

  /** Makes the variable {@code name}, new in the graph, to be trained unless it is frozen. */
  public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
    Parameter parameter = createState(name, shape, initializer);
    if (!isFrozen(name)) {
      trained.add(parameter);
    }
    return parameter.variable();
  }

  /** Makes a variable that belongs to the model and that no gradient changes. */
  public Parameter createState(String name, Shape shape, Initializer initializer) {
    Operand<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
    Parameter parameter = new Parameter(name, variable, shape);
    all.add(parameter);
    if (start != null) {
      Optional<Initializer> stored = start.stored().initializer(name, shape);
      if (stored.isEmpty()) {
        fresh.add(name);
      }
      Ops scope = tf.withSubScope("initialize");
      Operand<TFloat32> value =
          stored.orElse(initializer).value(scope, shape, start.seed().derive(name));
      initializers.add(scope.assign(variable, value));
    }
    return parameter;
  }

  /** Whether the variable of that name is to stay as it is, whoever would change it. */
  public boolean isFrozen(String name) {
    return start != null && start.freezes(name);
  }

  /** The names of those that do not start from a stored value. */
  public List<String> fresh() {
    return List.copyOf(fresh);
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
