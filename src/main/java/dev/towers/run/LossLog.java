package dev.towers.run;

import dev.towers.Output;
import dev.towers.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prints the mean loss of every so many steps in the quick-start's form, and keeps it. */
final class LossLog implements Trainer.Listener {
  private final int every;
  private final Output console;
  private final MetricsFile metrics;
  private final List<LossHistory.Line> lines;
  private long steps;
  private double sum;
  private int summed;

  /**
   * @param every steps to a line; an epoch starts anew, and what is left of it has no line
   * @param metrics gets every line from now on
   * @param steps done before
   * @param history of these steps
   */
  LossLog(int every, Output console, MetricsFile metrics, long steps, LossHistory history) {
    this.every = every;
    this.console = console;
    this.metrics = metrics;
    this.steps = steps;
    lines = new ArrayList<>(history.lines());
    sum = history.sum();
    summed = history.summed();
  }

  @Override
  public void stepped(int epoch, int step, int images, float loss) {
    if (step == 1) {
      sum = 0;
      summed = 0;
    }
    steps++;
    if (steps == 1) {
      keep(epoch, step, loss);
    }
    sum += loss;
    summed++;
    if (summed == every) {
      console.print("[%d, %5d] loss: %.3f", epoch, step, sum / every);
      keep(epoch, step, sum / every);
      sum = 0;
      summed = 0;
    }
  }

  LossHistory history() {
    return new LossHistory(lines, sum, summed);
  }

  /** The curve by steps done: the first step's loss, then a mean for each printed line. */
  SortedMap<Long, Double> points() {
    SortedMap<Long, Double> points = new TreeMap<>();
    lines.forEach(line -> points.put(line.steps(), line.loss()));
    return points;
  }

  private void keep(int epoch, int step, double meanLoss) {
    LossHistory.Line line = new LossHistory.Line(steps, epoch, step, meanLoss);
    lines.add(line);
    metrics.add(line);
  }
}
