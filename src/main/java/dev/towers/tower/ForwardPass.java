package dev.towers.tower;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A batch's way through the towers that get a part of it.
 *
 * @param towers what goes through each, in order
 * @param output the towers' outputs one after the other, as one tower would have given them:
 *     [batch, ...]
 */
public record ForwardPass(List<Flow> towers, Operand<TFloat32> output) {
  public ForwardPass {
    towers = List.copyOf(towers);
  }

  /**
   * What goes through one tower, taken where it is: on the tower's device.
   *
   * @param inputShape the dimensions of the chunk: a vector
   * @param outputShape the dimensions of what the tower makes of it: a vector
   */
  public record Flow(Operand<TInt32> inputShape, Operand<TInt32> outputShape) {}
}
