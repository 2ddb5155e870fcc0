package dev.towers.train;

import dev.towers.graph.GraphCopy;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The schedules that a graph follows: what each says of a step is fed to that step, unless it says
 * the same of all.
 */
public final class Schedules {
  private final Ops tf;
  private final List<Fed> all = new ArrayList<>();

  /**
   * A schedule and its place.
   *
   * @param number a scalar, fed for each step
   */
  public record Fed(Schedule schedule, Operand<TFloat32> number) {

    /** The same place in a copy of its graph. */
    Fed in(GraphCopy copy) {
      return new Fed(schedule, copy.of(number));
    }
  }

  /**
   * @param tf where the places are made
   */
  Schedules(Ops tf) {
    this.tf = tf;
  }

  /**
   * What a schedule says of the step: a scalar.
   *
   * @param name of it in the graph
   */
  public Operand<TFloat32> follow(String name, Schedule schedule) {
    if (schedule instanceof Schedule.Constant constant) {
      return tf.withName(name).constant(constant.value());
    }
    Operand<TFloat32> number =
        tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    all.add(new Fed(schedule, number));
    return number;
  }

  /** Those that are fed, in the order in which they were made. */
  List<Fed> all() {
    return List.copyOf(all);
  }
}
