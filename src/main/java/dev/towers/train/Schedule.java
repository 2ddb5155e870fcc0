package dev.towers.train;

import java.util.List;

/** A number over the course of a training, such as the learning rate. */
@FunctionalInterface
public interface Schedule {
  /**
   * The number of a step.
   *
   * @param epoch passed when the step begins, counted in passes over the images: 1.5 is the middle
   *     of the second
   */
  float at(double epoch);

  /** One number from start to end. */
  static Schedule constant(float value) {
    return new Constant(value);
  }

  /**
   * From {@code peak} down to 0 at {@code epochs}, along half a cosine: peak·(1 + cos(π·e/E))/2
   * (Loshchilov and Hutter: SGDR, 2017).
   */
  static Schedule cosine(float peak, double epochs) {
    requireValue(peak);
    if (!(epochs > 0)) {
      throw new IllegalArgumentException("a schedule of %s epochs".formatted(epochs));
    }
    return epoch ->
        (float) (peak * (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, epoch / epochs)))) / 2);
  }

  /** Rises in proportion to the epoch, up to {@code epochs}, and is another schedule from there. */
  static Schedule warm(double epochs, Schedule then) {
    if (!(epochs > 0)) {
      throw new IllegalArgumentException("a warm-up of %s epochs".formatted(epochs));
    }
    return epoch -> (float) (Math.min(1, epoch / epochs) * then.at(epoch));
  }

  /**
   * Straight lines between points, and the first or the last value outside of them.
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
          return before.towards(after, epoch);
        }
        before = after;
      }
      return before.value();
    };
  }

  private static void requireValue(float value) {
    if (!(value >= 0 && Float.isFinite(value))) {
      throw new IllegalArgumentException("no number of a schedule: " + value);
    }
  }

  /** The same throughout, which a graph may hold itself. */
  record Constant(float value) implements Schedule {
    public Constant {
      requireValue(value);
    }

    @Override
    public float at(double epoch) {
      return value;
    }
  }

  /** The number at one instant. */
  record Point(double epoch, float value) {
    public Point {
      if (!(epoch >= 0 && Double.isFinite(epoch))) {
        throw new IllegalArgumentException("no epoch of a schedule: " + epoch);
      }
      requireValue(value);
    }

    private float towards(Point after, double at) {
      return this == after
          ? value
          : (float) (value + (at - epoch) / (after.epoch - epoch) * (after.value - value));
    }
  }
}
