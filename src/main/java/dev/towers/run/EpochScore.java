package dev.towers.run;

import java.util.Locale;

/**
 * How a network did in an epoch: on the validation images at its end, or on the training images as
 * it saw them, each before its step.
 *
 * @param steps done in all
 * @param loss the mean over the images
 * @param accuracy from 0 to 1
 */
record EpochScore(int epoch, long steps, double loss, double accuracy) {
  static final String HEADING = "epoch,loss,accuracy\n";

  EpochScore {
    if (epoch < 1 || steps < 1 || !(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException(
          "accuracy %s after epoch %d, step %d".formatted(accuracy, epoch, steps));
    }
  }

  /** As {@code validation.csv} has it, with its end. */
  String csv() {
    return String.format(Locale.ROOT, "%d,%.6f,%.6f%n", epoch, loss, accuracy);
  }
}
