package dev.towers.evaluate;

import dev.towers.data.Batch;

/** Anything that can be held to the labels of images. */
@FunctionalInterface
public interface Scorer {
  Score score(Batch batch);
}
