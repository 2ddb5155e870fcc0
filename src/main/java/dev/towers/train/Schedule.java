package dev.towers.train;

import java.util.List;

/** The learning rate over the course of a training. */
@FunctionalInterface
public interface Schedule {
  /**
   * The rate of a step.
   *
   * @param epoch passed when the step begins, counted in passes over the images: 1.5 is the middle
   *     of the second
   */
  float rateAt(double epoch);

  /** One rate from start to end. */
  static Schedule constant(float rate) {
    return linear(List.of(new Point(0, rate)));
  }

  /**
   * From {@code peak} down to 0 at {@code epochs}, along half a cosine: peak·(1 + cos(π·e/E))/2
   * (Loshchilov and Hutter: SGDR, 2017).
   */
  static Schedule cosine(float peak, double epochs) {
    requireRate(peak);
    if (!(epochs > 0)) {
      throw new IllegalArgumentException("a schedule of %s epochs".formatted(epochs));
    }
    return epoch ->
        (float) (peak * (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, epoch / epochs)))) / 2);
  }

  /**
   * Straight lines between points, and the first or the last rate outside of them.
   *
   * @param points in ascending order of their epochs, at least one
   */
  static Schedule linear(List<Point> points) {
    List<Point> line = List.copyOf(points);
    if (line.isEmpty()) {
      throw new IllegalArgumentException("a schedule of no points");
    }
    for (int i = 1; i < line.size(); i++) {
      if (line.get(i).epoch() <= line.get(i - 1).epoch()) {
        throw new IllegalArgumentException("epochs of a schedule that do not ascend: " + points);
      }
    }
    return epoch -> {
      Point before = line.get(0);
      for (Point after : line) {
        if (epoch < after.epoch()) {
          return before.rateTowards(after, epoch);
        }
        before = after;
      }
      return before.rate();
    };
  }

  private static void requireRate(float rate) {
    if (!(rate >= 0 && Float.isFinite(rate))) {
      throw new IllegalArgumentException("no learning rate: " + rate);
    }
  }

  /** The rate at one instant. */
  record Point(double epoch, float rate) {
    public Point {
      if (!(epoch >= 0 && Double.isFinite(epoch))) {
        throw new IllegalArgumentException("no epoch of a schedule: " + epoch);
      }
      requireRate(rate);
    }

    private float rateTowards(Point after, double at) {
      return this == after
          ? rate
          : (float) (rate + (at - epoch) / (after.epoch - epoch) * (after.rate - rate));
    }
  }
}
