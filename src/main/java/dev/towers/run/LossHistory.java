package dev.towers.run;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The loss so far, and what is gathered for the next line.
 *
 * @param lines the first step's loss, then means of the steps between a line and the one before
 * @param sum of the losses since the last line
 * @param summed how many these are
 */
record LossHistory(List<Line> lines, double sum, int summed) {
  static final String HEADING = "epoch,step,loss\n";

  static final LossHistory NONE = new LossHistory(List.of(), 0, 0);

  LossHistory {
    lines = List.copyOf(lines);
    if (!Double.isFinite(sum) || summed < 0) {
      throw new IllegalArgumentException("no sum of %d losses: %s".formatted(summed, sum));
    }
  }

  /** The loss of the last line. */
  double lastLoss() {
    return lines.get(lines.size() - 1).loss();
  }

  /** The curve: the loss by steps done. */
  SortedMap<Long, Double> points() {
    SortedMap<Long, Double> points = new TreeMap<>();
    lines.forEach(line -> points.put(line.steps(), line.loss()));
    return points;
  }

  /** Each line as {@code metrics.csv} has it. */
  List<String> csv() {
    return lines.stream().map(Line::csv).toList();
  }

  /**
   * A line of the metrics.
   *
   * @param steps done in all
   * @param step of the epoch
   */
  record Line(long steps, int epoch, int step, double loss) {
    Line {
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException("no loss: " + loss);
      }
    }

    /** As {@code metrics.csv} has it, with its end. */
    String csv() {
      return String.format(Locale.ROOT, "%d,%d,%.6f%n", epoch, step, loss);
    }
  }
}
