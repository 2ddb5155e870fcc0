package dev.towers.run;

import dev.towers.Output;
import dev.towers.data.LabeledImages;
import dev.towers.evaluate.Evaluation;
import dev.towers.evaluate.Score;
import dev.towers.evaluate.Scorer;
import dev.towers.train.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Scores a network on images that it does not learn from, at the end of each epoch. */
final class Validation implements AutoCloseable {
  private final Scorer network;
  private final LabeledImages images;
  private final Output output;
  private final EpochScores scores;
  private int epochsSinceBest;
  private double seconds;

  private Validation(Scorer network, LabeledImages images, EpochScores scores, Output output) {
    this.network = network;
    this.images = images;
    this.scores = scores;
    this.output = output;
    epochsSinceBest = epochsSinceBest();
  }

  /**
   * The caller closes it.
   *
   * @param images none where nothing is held out; there is no file then
   * @param file gets the scores of earlier epochs, and every score from now on
   */
  static Validation open(
      Scorer network, LabeledImages images, Path file, List<EpochScore> soFar, Output output) {
    EpochScores scores = EpochScores.open(images.size() > 0, file, soFar, output);
    return new Validation(network, images, scores, output);
  }

  /** Scores the network where it stands; nothing where there are no images to score it on. */
  Optional<EpochScore> hold(Position position) {
    if (!isHeld()) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    Score score = scoreOfAll();
    EpochScore added =
        new EpochScore(position.epoch(), position.steps(), score.meanLoss(), score.accuracy());
    scores.add(added);
    epochsSinceBest = epochsSinceBest();
    seconds += (System.nanoTime() - start) / 1e9;
    return Optional.of(added);
  }

  /** An interrupt is left for whoever trains: an epoch has its score or is not over. */
  private Score scoreOfAll() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return Evaluation.score(network, images, output);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether there are images to score the network on. */
  boolean isHeld() {
    return images.size() > 0;
  }

  /** All scores so far, also of earlier lives of the run: a view. */
  List<EpochScore> scores() {
    return scores.list();
  }

  /**
   * Makes sure that the file is there with all scores.
   *
   * @throws IOException in one line for the user, if it cannot be
   */
  void complete() throws IOException {
    scores.complete();
  }

  /** The time that this took, in this life of the run. */
  double seconds() {
    return seconds;
  }

  /**
   * Whether the last epochs brought nothing better. It is asked after every step.
   *
   * @param patience how many epochs to wait; 0 for ever
   */
  boolean hasNotImprovedFor(int patience) {
    return patience > 0 && epochsSinceBest >= patience;
  }

  /** Since the first with the highest accuracy. */
  private int epochsSinceBest() {
    double best = -1;
    int since = 0;
    for (EpochScore score : scores.list()) {
      since = score.accuracy() > best ? 0 : since + 1;
      best = Math.max(best, score.accuracy());
    }
    return since;
  }

  @Override
  public void close() {
    scores.close();
  }
}
