package dev.towers.report;

import dev.towers.evaluate.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The figures of an evaluation for people: the quick-start's lines, then who was taken for whom.
 */
public record AccuracyTable(ConfusionMatrix matrix) {
  private static final int LEAST_WIDTH = 5;

  public List<String> lines() {
    List<String> names = matrix.classNames();
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "Accuracy of the network on the %d test images: %.0f %%",
            matrix.total(), 100 * matrix.accuracy()));
    for (int i = 0; i < names.size(); i++) {
      if (matrix.total(i) > 0) {
        lines.add(
            format(
                "Accuracy of %" + longest + "s : %2.0f %%",
                names.get(i),
                100 * matrix.accuracy(i)));
      }
    }
    lines.add("Confusion matrix (rows: truth, columns: predicted)");
    String head = "%-" + Math.max(LEAST_WIDTH, longest) + "s";
    int cell = Math.max(LEAST_WIDTH, Long.toString(matrix.total()).length() + 1);
    StringBuilder heading = new StringBuilder(format(head, "truth"));
    names.forEach(name -> heading.append(format(" %" + cell + "." + cell + "s", name)));
    lines.add(heading.toString());
    long[][] counts = matrix.counts();
    for (int truth = 0; truth < counts.length; truth++) {
      StringBuilder row = new StringBuilder(format(head, names.get(truth)));
      for (long count : counts[truth]) {
        row.append(format(" %" + cell + "d", count));
      }
      lines.add(row.toString());
    }
    return lines;
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
