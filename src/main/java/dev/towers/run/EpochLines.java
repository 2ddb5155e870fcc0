package dev.towers.run;

import dev.towers.Output;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is printed at the end of each epoch: a line of a table, or else the score of validation
 * alone, below the lines about the loss.
 */
final class EpochLines {
  private final Output output;
  private final boolean table;
  private boolean headed;

  EpochLines(Output output, boolean table) {
    this.output = output;
    this.table = table;
  }

  /**
   * Prints what there is to tell of an epoch.
   *
   * @param loss the mean over the epoch
   * @param accuracy of the training images as they were seen, each before its step; a table has it
   * @param rate the learning rate of its last step
   * @param imagesPerSecond of the training alone
   * @param seconds that all training has taken
   */
  void print(
      int epoch,
      double loss,
      OptionalDouble accuracy,
      Optional<EpochScore> score,
      float rate,
      double imagesPerSecond,
      double seconds) {
    if (table) {
      head(score.isPresent());
      output.print(
          "%5d  %5.3f  %7.1f %%%s  %8.5f  %,8.0f  %,7.1f",
          epoch,
          loss,
          100 * accuracy.orElseThrow(),
          score.map(EpochLines::columns).orElse(""),
          rate,
          imagesPerSecond,
          seconds);
    } else if (score.isPresent()) {
      output.print(
          "[%d] validation loss: %.3f, accuracy: %.1f %%",
          epoch, score.get().loss(), 100 * score.get().accuracy());
    }
  }

  private void head(boolean validated) {
    if (!headed) {
      output.print(
          "epoch   loss  train acc%s      rate  images/s  seconds",
          validated ? "  val loss  val acc" : "");
      headed = true;
    }
  }

  private static String columns(EpochScore score) {
    return String.format(Locale.ROOT, "  %8.3f  %5.1f %%", score.loss(), 100 * score.accuracy());
  }
}
