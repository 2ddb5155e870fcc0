package dev.towers.report.page;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Curves over the epochs of a training. A page has their points as tables, from which its script
 * draws them.
 *
 * @param id of the chart on its page
 * @param y what is measured
 * @param words a value of it in a table
 */
public record Chart(
    String id, String title, String y, List<Line> lines, DoubleFunction<String> words) {

  /**
   * One curve.
   *
   * @param style a number for its color and its dashes, from 0 on
   */
  public record Line(String name, int style, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  public Chart {
    lines = lines.stream().filter(line -> !line.points().isEmpty()).toList();
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** For those who do not see it. */
  public String description() {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      Point first = line.points().get(0);
      Point last = line.points().get(line.points().size() - 1);
      text.append(
          Numbers.format(
              "%s: from %s to %s at epoch %s. ",
              line.name(),
              words.apply(first.value()),
              words.apply(last.value()),
              Numbers.plain(last.epoch())));
    }
    return text.toString().strip();
  }
}
