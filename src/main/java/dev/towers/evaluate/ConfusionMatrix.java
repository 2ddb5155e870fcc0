package dev.towers.evaluate;

import java.util.List;

/**
 * How many images of each class were taken for each class. It counts and never averages, so the
 * figures of parts of a set add up to those of the whole.
 */
public final class ConfusionMatrix {
  private final List<String> classNames;
  private final long[][] counts;

  /** All zeros. */
  public ConfusionMatrix(List<String> classNames) {
    this.classNames = List.copyOf(classNames);
    this.counts = new long[classNames.size()][classNames.size()];
  }

  /**
   * Counts that were made before.
   *
   * @param counts a row for each true class, a column for each predicted one; they are copied
   */
  public ConfusionMatrix(List<String> classNames, long[][] counts) {
    this(classNames);
    if (counts.length != classNames.size()) {
      throw new IllegalArgumentException("counts of %d classes".formatted(counts.length));
    }
    for (int truth = 0; truth < counts.length; truth++) {
      if (counts[truth].length != classNames.size()) {
        throw new IllegalArgumentException("counts of %d classes".formatted(counts[truth].length));
      }
      this.counts[truth] = counts[truth].clone();
    }
  }

  /** Counts one more image. */
  void count(int truth, int predicted) {
    counts[truth][predicted]++;
  }

  public List<String> classNames() {
    return classNames;
  }

  /** How many images of class {@code truth} were taken for {@code predicted}. */
  public long count(String truth, String predicted) {
    return counts[classNames.indexOf(truth)][classNames.indexOf(predicted)];
  }

  /** A copy of all counts: a row for each true class, a column for each predicted one. */
  public long[][] counts() {
    long[][] copy = new long[counts.length][];
    for (int truth = 0; truth < counts.length; truth++) {
      copy[truth] = counts[truth].clone();
    }
    return copy;
  }

  /** The number of images of a class. */
  public long total(int truth) {
    long total = 0;
    for (long count : counts[truth]) {
      total += count;
    }
    return total;
  }

  /** The number of images. */
  public long total() {
    long total = 0;
    for (int truth = 0; truth < counts.length; truth++) {
      total += total(truth);
    }
    return total;
  }

  /** The number of images whose class was told right. */
  public long correct() {
    long correct = 0;
    for (int truth = 0; truth < counts.length; truth++) {
      correct += counts[truth][truth];
    }
    return correct;
  }

  /** The share of all images that was told right, from 0 to 1; NaN of no images. */
  public double accuracy() {
    return (double) correct() / total();
  }

  /** The share of the images of a class that was told right, from 0 to 1; NaN of no images. */
  public double accuracy(int truth) {
    return (double) counts[truth][truth] / total(truth);
  }
}
