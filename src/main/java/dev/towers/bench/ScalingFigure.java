package dev.towers.bench;

import java.util.List;

/**
 * A measurement, and how it compares with one tower.
 *
 * @param speedUp images per second over those of one tower with the same kind of scaling
 */
public record ScalingFigure(ScalingMeasurement measurement, double speedUp) {

  /**
   * Compares each measurement with the one of one tower.
   *
   * @throws IllegalArgumentException if one tower was not measured
   */
  public static List<ScalingFigure> compare(List<ScalingMeasurement> measurements) {
    return measurements.stream()
        .map(
            measurement ->
                new ScalingFigure(
                    measurement,
                    measurement.imagesPerSecond()
                        / ofOneTower(measurement, measurements).imagesPerSecond()))
        .toList();
  }

  /** The part of the towers' power that is put to use: 1 where N towers are N times as fast. */
  public double efficiency() {
    return speedUp / measurement.contender().towers();
  }

  private static ScalingMeasurement ofOneTower(
      ScalingMeasurement like, List<ScalingMeasurement> measurements) {
    return measurements.stream()
        .filter(one -> one.scaling() == like.scaling() && one.contender().towers() == 1)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("one tower was not measured"));
  }
}
