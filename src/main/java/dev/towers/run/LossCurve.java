package dev.towers.run;

import dev.towers.train.Listener;
import dev.towers.train.Steps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The loss in about {@value #POINTS} points, however long the training: that of the first step,
 * then the mean of every so many, over the ends of epochs too. The last point is of at least half
 * as many and of at most half as many again.
 */
final class LossCurve implements Listener {
  static final int POINTS = 200;

  private final long all;
  private final long every;
  private final CsvFile metrics;
  private final List<LossHistory.Line> lines;
  private final List<LossHistory.Line> view;
  private long steps;
  private double sum;
  private int summed;

  /**
   * @param all the steps of the training
   * @param metrics gets every point from now on
   * @param from where the curve goes on
   */
  LossCurve(long all, CsvFile metrics, RunState from) {
    LossHistory history = from.history().curve();
    this.all = all;
    this.every = Math.max(1, (all + POINTS - 1) / POINTS);
    this.metrics = metrics;
    steps = from.position().steps();
    lines = new ArrayList<>(history.lines());
    view = Collections.unmodifiableList(lines);
    sum = history.sum();
    summed = history.summed();
  }

  @Override
  public void stepped(Steps done) {
    int step = done.after().step() - done.losses().length;
    for (float loss : done.losses()) {
      step++;
      stepped(done.after().epoch(), step, loss);
    }
  }

  private void stepped(int epoch, int step, float loss) {
    steps++;
    if (steps == 1 && every > 1) {
      keep(epoch, step, loss);
    }
    sum += loss;
    summed++;
    long left = all - steps;
    if (left == 0 || summed >= every && left > every / 2) {
      keep(epoch, step, sum / summed);
      sum = 0;
      summed = 0;
    }
  }

  /** All points so far, also of earlier lives of the run: a view. */
  List<LossHistory.Line> lines() {
    return view;
  }

  LossHistory history() {
    return new LossHistory(lines, sum, summed);
  }

  private void keep(int epoch, int step, double meanLoss) {
    LossHistory.Line line = new LossHistory.Line(steps, epoch, step, meanLoss);
    lines.add(line);
    metrics.add(line.csv());
  }
}
