package dev.towers.evaluate;

import dev.towers.data.Batch;

/** Anything that can be held to the labels of images, also by several threads at once. */
@FunctionalInterface
public interface Scorer {
  Score score(Batch batch);
}
