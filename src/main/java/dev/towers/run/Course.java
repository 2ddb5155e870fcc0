package dev.towers.run;

import dev.towers.Output;
import dev.towers.train.Listener;
import dev.towers.train.Position;
import dev.towers.train.Steps;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How far a run has come: its state, brought up to date whenever that is asked for. */
final class Course implements Listener {
  private final LossLog log;
  private final LossCurve curve;
  private final EpochScores training;
  private final Validation validation;
  private final Output output;
  private final Supplier<Optional<Double>> accuracy;
  private final int stepsPerEpoch;
  private final double secondsBefore;
  private final long start = System.nanoTime();
  private RunState saved;
  private Position position;
  private double epochStarted;
  private long imagesOfEpoch;

  /**
   * @param log of the losses, which is told of every step, as is {@code curve}
   * @param training gets the score of every epoch whose images are counted
   * @param validation held at the end of every epoch
   * @param output is told of every epoch
   * @param accuracy of the training images in the epoch that has ended, where they are counted
   */
  Course(
      RunState from,
      int stepsPerEpoch,
      LossLog log,
      LossCurve curve,
      EpochScores training,
      Validation validation,
      Output output,
      Supplier<Optional<Double>> accuracy) {
    this.log = log;
    this.curve = curve;
    this.training = training;
    this.validation = validation;
    this.output = output;
    this.accuracy = accuracy;
    this.stepsPerEpoch = stepsPerEpoch;
    saved = from;
    position = from.position();
    secondsBefore = from.trainingSeconds();
    epochStarted = secondsBefore;
  }

  @Override
  public void stepped(Steps steps) {
    log.stepped(steps);
    curve.stepped(steps);
    position = steps.after();
    imagesOfEpoch += steps.images();
    if (position.step() == stepsPerEpoch) {
      endEpoch(steps.rate());
    }
  }

  private void endEpoch(float rate) {
    double seconds = seconds();
    Optional<EpochScore> trained = accuracy.get().map(this::score);
    trained.ifPresent(training::add);
    Optional<EpochScore> validated = validation.hold(position);
    output.tell(
        new EpochEnded(
            position.epoch(),
            position.steps(),
            trained.map(EpochEnded.Score::of),
            validated.map(EpochEnded.Score::of),
            rate,
            imagesOfEpoch / (seconds - epochStarted),
            seconds));
    epochStarted = seconds;
    imagesOfEpoch = 0;
  }

  private EpochScore score(double accuracy) {
    return new EpochScore(position.epoch(), position.steps(), log.history().lastLoss(), accuracy);
  }

  /** Every line of the metrics so far: a view. */
  List<LossHistory.Line> lines() {
    return curve.lines();
  }

  /** Every score of training so far: a view. */
  List<EpochScore> trainingScores() {
    return training.list();
  }

  /** Every score of validation so far: a view. */
  List<EpochScore> scores() {
    return validation.scores();
  }

  Position position() {
    return position;
  }

  /** The time that training has taken, over all lives of the run, without validation. */
  double seconds() {
    return secondsBefore + (System.nanoTime() - start) / 1e9 - validation.seconds();
  }

  /** All that the run knows now. */
  RunState state() {
    RunHistory history =
        new RunHistory(log.history(), curve.history(), training.list(), validation.scores());
    return saved.at(position, seconds(), history, validation.isHeld());
  }

  /** Takes note that a state was saved: only so can it be the best one. */
  void saved(RunState state) {
    saved = state;
  }
}
