package dev.towers.tower;

import dev.towers.graph.Pass.Observation;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adds up what the towers make of their chunks. The sums over k towers are those over k-1 plus what
 * tower k gives, always in that order.
 */
final class BatchSums {
  private final Ops tf;
  private final Operand<TFloat32> share;
  private List<Operand<TFloat32>> losses = List.of();
  private List<Operand<TFloat32>> gradients = List.of();
  private List<Observation> observations = List.of();
  private List<Operand<TFloat32>> counts = List.of();

  /**
   * Of no tower yet.
   *
   * @param tf on the device that puts the gradients together
   * @param share what an example has in the mean over the batch
   */
  BatchSums(Ops tf, Operand<TFloat32> share) {
    this.tf = tf;
    this.share = share;
  }

  /**
   * Adds a tower to those before.
   *
   * @param result with its gradients of the mean over the batch, and with its observations weighted
   * @return what they give together
   */
  BatchGradient add(TowerResult result) {
    losses = add(losses, List.of(result.loss()));
    gradients = add(gradients, result.gradients());
    counts = add(counts, result.counts());
    observations = addObservations(result.observations());
    return new BatchGradient(tf.math.mul(losses.get(0), share), gradients, observations, counts);
  }

  private List<Operand<TFloat32>> add(List<Operand<TFloat32>> sums, List<Operand<TFloat32>> terms) {
    if (sums.isEmpty()) {
      return terms;
    }
    List<Operand<TFloat32>> added = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      added.add(tf.math.add(sums.get(i), terms.get(i)));
    }
    return added;
  }

  private List<Observation> addObservations(List<Observation> terms) {
    List<Operand<TFloat32>> values =
        add(
            observations.stream().map(Observation::value).toList(),
            terms.stream().map(Observation::value).toList());
    List<Observation> added = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      added.add(terms.get(i).of(values.get(i)));
    }
    return added;
  }
}
