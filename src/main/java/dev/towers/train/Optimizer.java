package dev.towers.train;

import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.tower.BatchGradient;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
     *
     * @param rate the learning rate of the step: a scalar
     */
    Op update(BatchGradient gradient, Operand<TFloat32> rate);
  }

  /**
   * Makes what it remembers from step to step.
   *
   * @param tf on the device of the variables
   * @param slots where it makes its variables, which checkpoints then hold
   */
  Updates create(Ops tf, List<Parameter> trained, Parameters slots);
}
