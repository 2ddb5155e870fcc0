package dev.towers.bench;

import dev.towers.tower.Devices;
import dev.towers.tower.Threads;

/**
 * A number of towers whose speed is measured.
 *
 * @param devices one tower on each
 * @param threadsPerTower threads within an op
 */
public record Contender(Devices devices, int threadsPerTower) {
  public Contender {
    if (threadsPerTower < 1) {
      throw new IllegalArgumentException(threadsPerTower + " threads to a tower");
    }
  }

  public int towers() {
    return devices.count();
  }

  /** The threads of its session. */
  public Threads threads() {
    return Threads.perTower(threadsPerTower, towers());
  }
}
