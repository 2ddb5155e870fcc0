package dev.towers.bench;

/**
 * How fast a number of towers trains.
 *
 * @param globalBatch images to a step of all towers
 */
public record ScalingMeasurement(
    Scaling scaling, Contender contender, int globalBatch, StepTimes times) {

  /** By the median step. */
  public double imagesPerSecond() {
    return globalBatch / times.medianMillis() * 1000;
  }
}
