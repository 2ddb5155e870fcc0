package dev.towers.bench;

import java.util.Comparator;
import java.util.List;

/** One way to scale, such as strong or weak, measured with several numbers of towers. */
public record ScalingSeries(String name, List<ScalingPoint> points) {
  /** The points are kept in ascending order of towers. */
  public ScalingSeries {
    points = points.stream().sorted(Comparator.comparingInt(ScalingPoint::towers)).toList();
    if (points.isEmpty()) {
      throw new IllegalArgumentException("the scaling series %s has no points".formatted(name));
    }
  }

  /** The same numbers of towers, each tower as fast as those of the first point. */
  public ScalingSeries ideal() {
    double each = points.get(0).imagesPerSecondAndTower();
    return new ScalingSeries(
        "ideal for " + name,
        points.stream()
            .map(point -> new ScalingPoint(point.towers(), each * point.towers()))
            .toList());
  }

  double[] towers() {
    return points.stream().mapToDouble(ScalingPoint::towers).toArray();
  }

  double[] imagesPerSecond() {
    return points.stream().mapToDouble(ScalingPoint::imagesPerSecond).toArray();
  }

  int towersMax() {
    return points.get(points.size() - 1).towers();
  }
}
