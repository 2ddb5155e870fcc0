package dev.towers.train;

import dev.towers.graph.Initializer;
import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.tower.BatchGradient;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.types.TFloat32;

/**
 * Stochastic gradient descent with momentum, as PyTorch's {@code SGD} does it: v ← momentum·v + g;
 * w ← w − rate·v. The rate is an operand, so a schedule may change it at every step.
 */
public final class Momentum {
  private final Ops tf;
  private final List<Parameter> parameters;
  private final List<Parameter> slots;
  private final Operand<TFloat32> learningRate;
  private final Operand<TFloat32> momentum;

  private Momentum(
      Ops tf,
      List<Parameter> parameters,
      List<Parameter> slots,
      Operand<TFloat32> learningRate,
      Operand<TFloat32> momentum) {
    this.tf = tf;
    this.parameters = parameters;
    this.slots = slots;
    this.learningRate = learningRate;
    this.momentum = momentum;
  }

  /**
   * Makes a slot for the velocity of each parameter, which starts at zero.
   *
   * @param slots where the slots are made
   */
  public static Momentum create(
      Ops tf,
      List<Parameter> parameters,
      Parameters slots,
      Operand<TFloat32> learningRate,
      float momentum) {
    for (Parameter parameter : parameters) {
      slots.create(parameter.name() + ".momentum", parameter.shape(), Initializer.zeros());
    }
    return new Momentum(tf, parameters, slots.all(), learningRate, tf.constant(momentum));
  }

  /**
   * One step down a gradient. No update starts before every gradient is there: a gradient may still
   * read the weights that another update would change, and equal runs would then differ.
   */
  public Op update(BatchGradient gradient) {
    List<Op> gradients = new ArrayList<>(gradient.gradients());
    NoOp allGradients = tf.withControlDependencies(gradients).noOp();
    Ops gated = tf.withControlDependencies(allGradients);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      updates.add(
          gated.train.applyMomentum(
              parameters.get(i).variable(),
              slots.get(i).variable(),
              learningRate,
              gradient.gradients().get(i),
              momentum));
    }
    return tf.withControlDependencies(updates).noOp();
  }
}
