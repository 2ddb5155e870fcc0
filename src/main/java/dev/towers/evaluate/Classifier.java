package dev.towers.evaluate;

import dev.towers.data.Batch;

/** Anything that tells the class of an image; several threads may ask it. */
@FunctionalInterface
public interface Classifier {
  /**
   * The predicted label of each image of a batch, in order; the batch's own labels are not read.
   */
  int[] classify(Batch batch);
}
