package dev.towers.train;

import dev.towers.Seed;

/**
 * How long and in what steps to train.
 *
 * @param batchSize images to a step
 * @param seed of the order of the images and of their views, which are others in each epoch
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
}
