package dev.towers.cli;

import dev.towers.report.LossPoint;
import dev.towers.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the mean loss of every so many steps in the quick-start's form, and keeps it. */
final class LossLog implements Trainer.Listener {
  private final int every;
  private final Console console;
  private final Writer metrics;
  private final List<LossPoint> points = new ArrayList<>();
  private float firstLoss = Float.NaN;
  private long steps;
  private double sum;
  private int summed;

  /**
   * @param every steps to a line; an epoch starts anew, and what is left of it has no line
   * @param metrics gets {@code epoch,step,loss} lines, the first step's loss before all
   */
  LossLog(int every, Console console, Writer metrics) {
    this.every = every;
    this.console = console;
    this.metrics = metrics;
    write("epoch,step,loss\n");
  }

  @Override
  public void stepped(int epoch, int step, int images, float loss) {
    if (step == 1) {
      sum = 0;
      summed = 0;
    }
    steps++;
    if (steps == 1) {
      firstLoss = loss;
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

  /** The points of the curve: the first step's loss, then a mean for each printed line. */
  List<LossPoint> points() {
    return List.copyOf(points);
  }

  /** The loss of the first step, before any update; NaN before that step. */
  float firstLoss() {
    return firstLoss;
  }

  private void keep(int epoch, int step, double meanLoss) {
    points.add(new LossPoint(steps, meanLoss));
    write(String.format(Locale.ROOT, "%d,%d,%.6f%n", epoch, step, meanLoss));
  }

  private void write(String line) {
    try {
      metrics.write(line);
      metrics.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
