package dev.towers.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** That images of one class, by its label, were taken for another, and how many. */
public record Mistake(int truth, int predicted, long count) {
  public Mistake {
    if (truth < 0 || predicted < 0 || truth == predicted || count < 1) {
      throw new IllegalArgumentException(
          "%d images of class %d taken for %d".formatted(count, truth, predicted));
    }
  }

  /**
   * All of them, the most frequent first; of equal ones that of the lower labels.
   *
   * @param counts {@code counts[truth][predicted]} images
   */
  public static List<Mistake> mostFrequentFirst(long[][] counts) {
    List<Mistake> all = new ArrayList<>();
    for (int truth = 0; truth < counts.length; truth++) {
      for (int predicted = 0; predicted < counts.length; predicted++) {
        if (predicted != truth && counts[truth][predicted] > 0) {
          all.add(new Mistake(truth, predicted, counts[truth][predicted]));
        }
      }
    }
    all.sort(Comparator.comparing(Mistake::count).reversed());
    return all;
  }
}
