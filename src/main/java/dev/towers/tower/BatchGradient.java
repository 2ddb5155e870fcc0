package dev.towers.tower;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The loss of a whole batch and its gradient.
 *
 * @param loss the mean over the batch: a scalar
 * @param gradients of {@code loss} for each parameter, in their order
 */
public record BatchGradient(Operand<TFloat32> loss, List<Operand<TFloat32>> gradients) {
  public BatchGradient {
    gradients = List.copyOf(gradients);
  }
}
