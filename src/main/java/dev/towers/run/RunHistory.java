package dev.towers.run;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a run has told of itself so far.
 *
 * @param losses as they are printed
 * @param curve as the files of the run have them
 * @param trainings the scores of each epoch on the training images, where they are counted
 * @param validations the scores of each epoch, where images are held out
 */
record RunHistory(
    LossHistory losses,
    LossHistory curve,
    List<EpochScore> trainings,
    List<EpochScore> validations) {
  static final RunHistory NONE =
      new RunHistory(LossHistory.NONE, LossHistory.NONE, List.of(), List.of());

  RunHistory {
    trainings = List.copyOf(trainings);
    validations = List.copyOf(validations);
  }

  /**
   * How bad its weights are, as far as that is known.
   *
   * @param validated whether a score of validation tells it, as the share of images that was told
   *     wrong, or the last line of the loss
   * @param steps after which it is asked: a score tells of the weights that it was held with alone
   */
  OptionalDouble badness(boolean validated, long steps) {
    if (validated) {
      return validations.stream()
          .filter(score -> score.steps() == steps)
          .mapToDouble(score -> 1 - score.accuracy())
          .findFirst();
    }
    return losses.lines().size() > 1 // the first is of one step
        ? OptionalDouble.of(losses.lastLoss())
        : OptionalDouble.empty();
  }
}
