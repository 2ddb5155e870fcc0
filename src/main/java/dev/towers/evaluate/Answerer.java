package dev.towers.evaluate;

import dev.towers.data.Batch;

/** Anything that tells how likely each class of an image is; several threads may ask it. */
@FunctionalInterface
public interface Answerer {
  /** What it says of each image of a batch, in order; the batch's own labels are not read. */
  Answers answer(Batch batch);
}
