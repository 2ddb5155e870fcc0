package dev.towers.bench;

import dev.towers.InputException;
import dev.towers.tower.Chunks;
import dev.towers.tower.Devices;
import java.util.List;

/**
 * What a bench measures, as the user asked for it.
 *
 * @param batchSize images to a step of one tower
 * @param steps measured of each number of towers
 * @param warmup steps before them
 */
public record BenchSettings(
    String network, List<Integer> towers, int batchSize, int steps, int warmup) {
  private static final int MOST = 1_000_000;

  /** The most images to a step of all towers: what stays in memory beside other such batches. */
  private static final int MOST_IMAGES = 100_000;

  public BenchSettings {
    require("--batch-size", 1, batchSize);
    require("--steps", 1, steps);
    require("--warmup", 0, warmup);
    int most = towers.get(towers.size() - 1);
    if ((long) batchSize * most > MOST_IMAGES) {
      throw new InputException(
          "--batch-size %,d makes %,d images on %d towers: choose at most %,d"
              .formatted(batchSize, (long) batchSize * most, most, MOST_IMAGES / most));
    }
    for (int count : towers) {
      int active = new Chunks(batchSize, count).active();
      if (active < count) {
        throw new InputException(
            "--batch-size %d leaves %d of %d towers idle: choose a multiple of %d"
                .formatted(batchSize, count - active, count, count));
      }
    }
  }

  /**
   * The plan on these devices: the first one, the first two, and so on.
   *
   * @throws InputException if there are fewer devices than towers
   */
  public ScalingPlan plan(Devices devices, ThreadShare threads) {
    int most = towers.get(towers.size() - 1);
    if (most > devices.count()) {
      throw new InputException(
          "--towers %d needs as many devices; there %s %d: %s"
              .formatted(most, devices.count() == 1 ? "is" : "are", devices.count(), devices));
    }
    List<Contender> contenders =
        towers.stream()
            .map(count -> new Contender(devices.first(count), threads.ofTower(count)))
            .toList();
    return new ScalingPlan(contenders, batchSize, warmup, steps);
  }

  private static void require(String option, int least, int found) {
    if (found < least || found > MOST) {
      throw new InputException(
          "%s takes a whole number from %d to %,d, not %,d".formatted(option, least, MOST, found));
    }
  }
}
