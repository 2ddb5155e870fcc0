package dev.towers.tower;

import dev.towers.graph.Pass;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The forward pass of one tower: any network with any loss. */
@FunctionalInterface
public interface TowerLoss {
  /**
   * The sum of the losses of the examples in {@code chunk}: a scalar.
   *
   * @param pass in the scope and on the device of the tower
   */
  Operand<TFloat32> sum(Pass pass, Chunk chunk);
}
