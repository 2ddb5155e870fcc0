package dev.towers.train;

import dev.towers.data.Dataset;
import dev.towers.data.ImageShape;

/**
 * What has to be known of the images to train on before there is a graph for them.
 *
 * @param shape of each
 * @param classes that they are told into
 * @param count of them; it matters where workers keep them
 */
public record TrainingImages(ImageShape shape, int classes, int count) {

  /** Those that a data set has for training. */
  public static TrainingImages of(Dataset dataset) {
    return new TrainingImages(dataset.shape(), dataset.classNames().size(), dataset.train().size());
  }

  /** Images of which no worker keeps any. */
  public static TrainingImages of(ImageShape shape, int classes) {
    return new TrainingImages(shape, classes, 0);
  }
}
