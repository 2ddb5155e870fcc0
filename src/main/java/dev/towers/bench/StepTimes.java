package dev.towers.bench;

import java.util.Arrays;

/** How long each of many steps took, in milliseconds. */
public final class StepTimes {
  private final double[] ascending;

  private StepTimes(double[] ascending) {
    this.ascending = ascending;
  }

  /**
   * @throws IllegalArgumentException if there is no step
   */
  public static StepTimes ofMillis(double... millis) {
    if (millis.length == 0) {
      throw new IllegalArgumentException("times of no step");
    }
    double[] ascending = millis.clone();
    Arrays.sort(ascending);
    return new StepTimes(ascending);
  }

  public int steps() {
    return ascending.length;
  }

  /** Half of the steps took no longer. */
  public double medianMillis() {
    return percentile(50);
  }

  /** How many of {@code things} to a step that makes a second, by the median step. */
  public double perSecond(int things) {
    return things / medianMillis() * 1000;
  }

  /** Nine of ten steps took no longer. */
  public double p90Millis() {
    return percentile(90);
  }

  /**
   * The width of the middle half of the steps as a fraction of the median: 0 where all steps took
   * the same. It tells how quiet the machine was.
   */
  public double spread() {
    return (percentile(75) - percentile(25)) / medianMillis();
  }

  /** Interpolated between neighbors, as NumPy does by default (Hyndman and Fan's definition 7). */
  private double percentile(int percent) {
    double position = (ascending.length - 1) * percent / 100.0;
    int below = (int) position;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
  }
}
