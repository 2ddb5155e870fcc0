package dev.towers.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An epoch is over. Where its training is scored, people read a line of a table; else the score of
 * validation alone, below the lines about the loss.
 *
 * @param steps done in all
 * @param training on the images as they were seen, each before its step
 * @param learningRate of its last step
 * @param imagesPerSecond of the training alone
 * @param trainingSeconds that all training has taken
 */
public record EpochEnded(
    int epoch,
    long steps,
    Optional<Score> training,
    Optional<Score> validation,
    float learningRate,
    double imagesPerSecond,
    double trainingSeconds)
    implements RunEvent {

  /**
   * How a network did.
   *
   * @param loss the mean over the images
   * @param accuracy from 0 to 1
   */
  public record Score(double loss, double accuracy) {
    static Score of(EpochScore score) {
      return new Score(score.loss(), score.accuracy());
    }
  }

  /** The names of the columns of the table. */
  static String heading(boolean validated) {
    return "epoch   loss  train acc%s      rate  images/s  seconds"
        .formatted(validated ? "  val loss  val acc" : "");
  }

  @Override
  public String name() {
    return "epoch";
  }

  @Override
  public List<String> lines() {
    return training
        .map(this::row)
        .or(() -> validation.map(this::scoreAlone))
        .map(List::of)
        .orElse(List.of());
  }

  private String row(Score trained) {
    return format(
        "%5d  %5.3f  %7.1f %%%s  %8.5f  %,8.0f  %,7.1f",
        epoch,
        trained.loss(),
        100 * trained.accuracy(),
        validation.map(EpochEnded::columns).orElse(""),
        learningRate,
        imagesPerSecond,
        trainingSeconds);
  }

  private static String columns(Score validated) {
    return format("  %8.3f  %5.1f %%", validated.loss(), 100 * validated.accuracy());
  }

  private String scoreAlone(Score validated) {
    return format(
        "[%d] validation loss: %.3f, accuracy: %.1f %%",
        epoch, validated.loss(), 100 * validated.accuracy());
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
