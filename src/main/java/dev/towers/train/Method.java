package dev.towers.train;

import dev.towers.data.Augmentation;
import dev.towers.graph.Loss;

/**
 * What training makes smaller, and how.
 *
 * @param augmentation of the training images
 */
public record Method(Loss loss, Optimizer optimizer, Augmentation augmentation) {

  /** On images as they are. */
  public Method(Loss loss, Optimizer optimizer) {
    this(loss, optimizer, Augmentation.NONE);
  }
}
