package dev.towers.train;

import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.tower.BatchGradient;
import java.util.List;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/**
 * How a gradient changes what is trained: a value, which any number of graphs may be built with.
 */
public interface Optimizer {

  /** The updates in one graph. */
  @FunctionalInterface
  interface Updates {
    /**
     * One step down a gradient.
     *
     * <p>No variable changes before every gradient is there: a gradient may still read the weights
     * that another update would change, and equal runs would then differ.
     */
    Op update(BatchGradient gradient);
  }

  /** How far a step goes down the gradient. */
  Schedule learningRate();

  /**
   * Whether it can train what is there, with what is frozen.
   *
   * @throws dev.towers.InputException if it cannot
   */
  default void requireFit(Parameters parameters) {}

  /**
   * Makes what it remembers from step to step.
   *
   * @param tf on the device of the variables
   * @param slots where it makes its variables, which checkpoints then hold
   * @param schedules where it gets its numbers of each step, the learning rate among them
   */
  Updates create(Ops tf, List<Parameter> trained, Parameters slots, Schedules schedules);
}
