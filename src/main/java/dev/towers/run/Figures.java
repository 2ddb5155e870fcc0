package dev.towers.run;

import dev.towers.Output;
import dev.towers.evaluate.ConfusionMatrix;
import java.util.List;

/**
 * How the figures of an evaluation are printed: the quick-start's lines, then who was taken for
 * whom.
 */
public final class Figures {
  private Figures() {}

  public static void print(ConfusionMatrix matrix, Output console) {
    List<String> names = matrix.classNames();
    console.print(
        "Accuracy of the network on the %d test images: %.0f %%",
        matrix.total(), 100 * matrix.accuracy());
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < names.size(); i++) {
      if (matrix.total(i) > 0) {
        console.print(
            "Accuracy of %" + width + "s : %2.0f %%", names.get(i), 100 * matrix.accuracy(i));
      }
    }
    printMatrix(matrix, console);
  }

  private static void printMatrix(ConfusionMatrix matrix, Output console) {
    List<String> names = matrix.classNames();
    long[][] counts = matrix.counts();
    int cell = Math.max(5, Long.toString(matrix.total()).length() + 1);
    int head = Math.max(5, names.stream().mapToInt(String::length).max().orElse(0));
    StringBuilder heading = new StringBuilder(("%-" + head + "s").formatted("truth"));
    for (String name : names) {
      heading.append((" %" + cell + "." + cell + "s").formatted(name));
    }
    console.print("Confusion matrix (rows: truth, columns: predicted)");
    console.print("%s", heading);
    for (int truth = 0; truth < counts.length; truth++) {
      StringBuilder row = new StringBuilder(("%-" + head + "s").formatted(names.get(truth)));
      for (long count : counts[truth]) {
        row.append((" %" + cell + "d").formatted(count));
      }
      console.print("%s", row);
    }
  }
}
