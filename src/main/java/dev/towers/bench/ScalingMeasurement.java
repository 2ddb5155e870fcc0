package dev.towers.bench;

import dev.towers.tower.Devices;
import dev.towers.tower.Threads;
import java.util.Optional;

/**
 * How fast a number of towers trains: a line of the table, and of the JSON file.
 *
 * @param scaling the word for the kind of {@link Scaling}
 * @param batch images to a step of all towers
 * @param imagesPerSecond by the median step
 * @param spread as {@link StepTimes#spread} has it
 * @param speedUp images per second over those of one tower
 * @param efficiency the part of the towers' power that is put to use: 1 where N towers are N times
 *     as fast
 * @param exchange between workers, where the towers sit on those
 */
public record ScalingMeasurement(
    String scaling,
    int towers,
    int threadsWithinOp,
    int threadsBetweenOps,
    int batch,
    int steps,
    double imagesPerSecond,
    double stepMillisMedian,
    double stepMillisP90,
    double spread,
    double speedUp,
    double efficiency,
    Optional<Exchange> exchange) {

  /**
   * Compares the steps of a tower on each device with those of one.
   *
   * @param batchSize images to a step of the one tower
   */
  static ScalingMeasurement of(
      Scaling scaling,
      Devices devices,
      int threadsPerTower,
      StepTimes times,
      int batchSize,
      StepTimes one,
      Optional<Exchange> exchange) {
    int towers = devices.count();
    Threads threads = Threads.perTower(threadsPerTower, towers);
    int batch = scaling.globalBatch(batchSize, towers);
    double speedUp = times.perSecond(batch) / one.perSecond(batchSize);
    return new ScalingMeasurement(
        scaling.word(),
        towers,
        threads.withinOp(),
        threads.betweenOps(),
        batch,
        times.steps(),
        times.perSecond(batch),
        times.medianMillis(),
        times.p90Millis(),
        times.spread(),
        speedUp,
        speedUp / towers,
        exchange);
  }
}
