package dev.towers.tower;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The forward pass of one tower: any network with any loss. */
@FunctionalInterface
public interface TowerLoss {
  /**
   * The sum of the losses of the examples in {@code chunk}: a scalar.
   *
   * @param tf the scope and the device of the tower
   */
  Operand<TFloat32> sum(Ops tf, Chunk chunk);
}
