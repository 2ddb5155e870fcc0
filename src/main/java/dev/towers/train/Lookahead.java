package dev.towers.train;

import dev.towers.graph.Initializer;
import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.tower.BatchGradient;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Another optimizer, whose weights go half the way back after every so many steps, to where they
 * were before these (Zhang et al.: Lookahead Optimizer: k steps forward, 1 step back, 2019). What
 * the other remembers, such as its velocity, stays.
 *
 * @param every how many steps forward, at least 1
 */
public record Lookahead(Optimizer optimizer, int every) implements Optimizer {
  private static final float BACK = 0.5f;

  public Lookahead {
    if (every < 1) {
      throw new IllegalArgumentException("a look ahead of " + every + " steps");
    }
  }

  @Override
  public Schedule learningRate() {
    return optimizer.learningRate();
  }

  @Override
  public void requireFit(Parameters parameters) {
    optimizer.requireFit(parameters);
  }

  @Override
  public Updates create(Ops tf, List<Parameter> trained, Parameters slots, Schedules schedules) {
    Updates forward = optimizer.create(tf, trained, slots, schedules);
    Parameter count = slots.createState("lookahead.count", Shape.scalar(), Initializer.zeros());
    List<Parameter> starts = new ArrayList<>();
    for (Parameter parameter : trained) {
      starts.add(
          slots.createState(
              parameter.name() + ".lookahead", parameter.shape(), Initializer.zeros()));
    }
    return gradient -> update(tf, forward, trained, starts, count, gradient);
  }

  private Op update(
      Ops tf,
      Updates forward,
      List<Parameter> trained,
      List<Parameter> starts,
      Parameter count,
      BatchGradient gradient) {
    Operand<TBool> isFirst = tf.math.equal(count.variable(), tf.constant(0f));
    Operand<TBool> isLast = tf.math.equal(count.variable(), tf.constant(every - 1f));
    List<Op> kept = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      Operand<TFloat32> start = starts.get(i).variable();
      kept.add(tf.assign(start, tf.select(isFirst, trained.get(i).variable(), start)));
    }
    Ops afterKept = tf.withControlDependencies(kept);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    gradient.gradients().forEach(one -> gradients.add(afterKept.identity(one)));
    Op stepped =
        forward.update(new BatchGradient(gradient.loss(), gradients, gradient.observations()));

    Ops after = tf.withControlDependencies(stepped);
    List<Op> returned = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      Operand<TFloat32> weights = trained.get(i).variable();
      Operand<TFloat32> start = starts.get(i).variable();
      Operand<TFloat32> between =
          after.math.add(
              start, after.math.mul(after.math.sub(weights, start), after.constant(BACK)));
      returned.add(after.assign(weights, after.select(isLast, between, weights)));
    }
    Ops last = tf.withControlDependencies(returned);
    return last.assign(
        count.variable(),
        last.select(isLast, last.constant(0f), last.math.add(count.variable(), last.constant(1f))));
  }
}
