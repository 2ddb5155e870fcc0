package dev.towers.train;

import dev.towers.Seed;

/**
 * How long and in what steps to train.
 *
 * @param batchSize images to a step
 * @param seed of the order of the images, which is another in each epoch
 */
public record TrainingPlan(int epochs, int batchSize, float learningRate, Seed seed) {
  public TrainingPlan {
    if (epochs < 1 || batchSize < 1 || !(learningRate >= 0 && Float.isFinite(learningRate))) {
      throw new IllegalArgumentException(
          "%d epochs, batch size %d, learning rate %s".formatted(epochs, batchSize, learningRate));
    }
  }

  /** The seed of the order of the images in an epoch, from 1. */
  public Seed orderSeed(int epoch) {
    return seed.derive("order").derive(epoch);
  }
}
