package dev.towers.train;

import dev.towers.Seed;

/**
 * How long and in what steps to train.
 *
 * @param batchSize images to a step
 * @param seed of the order of the images, which is another in each epoch
 */
public record TrainingPlan(int epochs, int batchSize, Seed seed) {
  public TrainingPlan {
    if (epochs < 1 || batchSize < 1) {
      throw new IllegalArgumentException("%d epochs, batch size %d".formatted(epochs, batchSize));
    }
  }

  /** The steps of an epoch over so many images, the last of which may be of a smaller batch. */
  public int stepsPerEpoch(int images) {
    return (images - 1) / batchSize + 1;
  }

  /** The seed of the order of the images in an epoch, from 1. */
  public Seed orderSeed(int epoch) {
    return seed.derive("order").derive(epoch);
  }
}
