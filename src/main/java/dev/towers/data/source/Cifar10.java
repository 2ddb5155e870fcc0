package dev.towers.data.source;

import dev.towers.data.ImageShape;
import java.util.List;

/**
 * What all copies of CIFAR-10 have in common, whatever their layout (Krizhevsky: Learning Multiple
 * Layers of Features from Tiny Images, 2009).
 */
final class Cifar10 {
  static final String NAME = "CIFAR-10";

  /** In label order. */
  static final List<String> CLASS_NAMES =
      List.of("plane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  static final ImageShape SHAPE = new ImageShape(32, 32, 3);

  static final int TRAIN_BATCHES = 5;

  /** How many images a batch file of the original holds; a subset has fewer. */
  static final int BATCH_IMAGES = 10_000;

  private Cifar10() {}

  /**
   * Turns the red, green and blue plane of one image, from {@code from} on, into pixels of three
   * channels side by side, from {@code to} on.
   */
  static void interleave(byte[] planes, int from, byte[] pixels, int to) {
    int plane = SHAPE.height() * SHAPE.width();
    for (int i = 0; i < plane; i++) {
      pixels[to + 3 * i] = planes[from + i];
      pixels[to + 3 * i + 1] = planes[from + plane + i];
      pixels[to + 3 * i + 2] = planes[from + 2 * plane + i];
    }
  }

  /**
   * The label as it is.
   *
   * @throws dev.towers.InputException unless it names one of so many classes
   */
  static int requireLabel(long label, int classes, int index, String file) {
    if (label < 0 || label >= classes) {
      throw Cifar10Layout.broken(
          file,
          "labels from 0 to " + (classes - 1),
          "label %d at image %d".formatted(label, index));
    }
    return (int) label;
  }
}
