package dev.towers.train;

import dev.towers.data.Augmentation;
import dev.towers.graph.Loss;
import dev.towers.graph.Precision;

/**
 * What training makes smaller, and how.
 *
 * @param augmentation of the training images
 * @param precision of the convolutions in training
 * @param counts whether to count the images that are told right
 */
public record Method(
    Loss loss,
    Optimizer optimizer,
    Augmentation augmentation,
    Precision precision,
    boolean counts) {

  /** Counts nothing. */
  public Method(Loss loss, Optimizer optimizer, Augmentation augmentation, Precision precision) {
    this(loss, optimizer, augmentation, precision, false);
  }

  /** On images as they are, in single precision. */
  public Method(Loss loss, Optimizer optimizer) {
    this(loss, optimizer, Augmentation.NONE, Precision.FLOAT32);
  }
}
