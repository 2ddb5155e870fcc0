package dev.towers.train;

import dev.towers.graph.Initializer;
import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.tower.BatchGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * Stochastic gradient descent with momentum, as PyTorch's {@code SGD} does it: g ← g + decay·w; v ←
 * momentum·v + g; w ← w − rate·v, or with Nesterov's look ahead w ← w − rate·(g + momentum·v). A
 * decoupled decay leaves g as it is and begins with w ← w − rate·decay·w (Loshchilov and Hutter:
 * Decoupled Weight Decay Regularization, 2019).
 *
 * @param learningRate the rate of each step
 * @param momentum of each step, from 0 to below 1
 * @param groups of parameters that take another rate or decay; the first that holds one counts
 */
public record Sgd(
    Schedule learningRate, Schedule momentum, boolean nesterov, Decay decay, List<Group> groups)
    implements Optimizer {
  private static final Group REST = new Group(parameter -> true, 1, 1);

  /**
   * Parameters with factors of their own, such as biases that learn faster and do not decay.
   *
   * @param rate by which the learning rate is multiplied
   * @param decay by which the weight decay is multiplied
   */
  public record Group(Predicate<Parameter> members, float rate, float decay) {}

  /**
   * How weights become smaller by themselves.
   *
   * @param factor at least 0
   * @param decoupled whether the velocity knows nothing of it
   */
  public record Decay(float factor, boolean decoupled) {
    public static final Decay NONE = new Decay(0, false);

    public Decay {
      if (!(factor >= 0 && Float.isFinite(factor))) {
        throw new IllegalArgumentException("weight decay " + factor);
      }
    }
  }

  public Sgd {
    groups = List.copyOf(groups);
    float first = momentum.at(0);
    if (!(first >= 0 && first < 1)) {
      throw new IllegalArgumentException("momentum " + first);
    }
  }

  /** Without look ahead or decay, and the same throughout. */
  public static Sgd of(float learningRate, float momentum) {
    return new Sgd(
        Schedule.constant(learningRate), Schedule.constant(momentum), false, Decay.NONE, List.of());
  }

  @Override
  public Updates create(Ops tf, List<Parameter> trained, Parameters slots, Schedules schedules) {
    List<Parameter> velocities = new ArrayList<>();
    for (Parameter parameter : trained) {
      velocities.add(
          slots.createState(
              parameter.name() + ".momentum", parameter.shape(), Initializer.zeros()));
    }
    Operand<TFloat32> rate = schedules.follow("learning_rate", learningRate);
    Operand<TFloat32> keep = schedules.follow("momentum", momentum);
    return gradient -> update(tf, trained, velocities, gradient, rate, keep);
  }

  private Op update(
      Ops tf,
      List<Parameter> trained,
      List<Parameter> velocities,
      BatchGradient gradient,
      Operand<TFloat32> rate,
      Operand<TFloat32> keep) {
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      gradients.add(withDecay(tf, trained.get(i), gradient.gradients().get(i)));
    }
    Op allThere = tf.withControlDependencies(List.copyOf(gradients)).noOp();
    Ops gated = tf.withControlDependencies(allThere);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      Operand<TFloat32> ofGroup = scaled(tf, rate, groupOf(trained.get(i)).rate());
      updates.add(
          afterDecay(gated, trained.get(i), ofGroup)
              .train
              .applyMomentum(
                  trained.get(i).variable(),
                  velocities.get(i).variable(),
                  ofGroup,
                  gradients.get(i),
                  keep,
                  ApplyMomentum.useNesterov(nesterov)));
    }
    return tf.withControlDependencies(updates).noOp();
  }

  /** A gradient, with the decay where that is a part of it. */
  private Operand<TFloat32> withDecay(Ops tf, Parameter parameter, Operand<TFloat32> gradient) {
    float factor = decayOf(parameter);
    return decay.decoupled() || factor == 0
        ? gradient
        : tf.math.add(gradient, tf.math.mul(parameter.variable(), tf.constant(factor)));
  }

  /** For what follows the decay, where that is a step of its own. */
  private Ops afterDecay(Ops tf, Parameter parameter, Operand<TFloat32> rate) {
    float factor = decayOf(parameter);
    if (!decay.decoupled() || factor == 0) {
      return tf;
    }
    Operand<TFloat32> part = tf.math.mul(rate, tf.constant(factor));
    Op decayed = tf.assignSub(parameter.variable(), tf.math.mul(parameter.variable(), part));
    return tf.withControlDependencies(decayed);
  }

  private float decayOf(Parameter parameter) {
    return decay.factor() * groupOf(parameter).decay();
  }

  private static Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> rate, float factor) {
    return factor == 1 ? rate : tf.math.mul(rate, tf.constant(factor));
  }

  private Group groupOf(Parameter parameter) {
    return groups.stream()
        .filter(group -> group.members().test(parameter))
        .findFirst()
        .orElse(REST);
  }
}
