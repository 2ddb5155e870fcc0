package dev.towers.tower;

import dev.towers.graph.Pass.Observation;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The loss of a whole batch, its gradient, and what the layers saw of it.
 *
 * @param loss the mean over the batch: a scalar
 * @param gradients of {@code loss} for each trained parameter, in their order
 * @param observations those of all towers, averaged over the examples of the batch
 * @param counts those of all towers, added up
 */
public record BatchGradient(
    Operand<TFloat32> loss,
    List<Operand<TFloat32>> gradients,
    List<Observation> observations,
    List<Operand<TFloat32>> counts) {
  public BatchGradient {
    gradients = List.copyOf(gradients);
    observations = List.copyOf(observations);
    counts = List.copyOf(counts);
  }

  /** Of a batch in which nothing was counted. */
  public BatchGradient(
      Operand<TFloat32> loss, List<Operand<TFloat32>> gradients, List<Observation> observations) {
    this(loss, gradients, observations, List.of());
  }
}
