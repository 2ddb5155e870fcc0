package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.tower.Devices;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalingMeasurementTest {
  private static final StepTimes ONE = StepTimes.ofMillis(20);

  @Test
  void strongScalingDividesTheBatch() {
    ScalingMeasurement two =
        ScalingMeasurement.of(
            Scaling.STRONG,
            Devices.cpus(2),
            3,
            StepTimes.ofMillis(12.5),
            100,
            ONE,
            Optional.empty());
    assertEquals(100, two.batch());
    assertEquals(8000, two.imagesPerSecond());
    assertEquals(1.6, two.speedUp());
    assertEquals(0.8, two.efficiency());
  }

  @Test
  void weakScalingGivesEachTowerABatch() {
    ScalingMeasurement two =
        ScalingMeasurement.of(
            Scaling.WEAK, Devices.cpus(2), 3, StepTimes.ofMillis(25), 100, ONE, Optional.empty());
    assertEquals(200, two.batch());
    assertEquals(8000, two.imagesPerSecond());
    assertEquals(1.6, two.speedUp());
    assertEquals(0.8, two.efficiency());
  }

  @Test
  void oneTowerIsAsFastAsItself() {
    for (Scaling scaling : Scaling.values()) {
      ScalingMeasurement one =
          ScalingMeasurement.of(scaling, Devices.cpus(1), 3, ONE, 100, ONE, Optional.empty());
      assertEquals(1, one.speedUp());
      assertEquals(1, one.efficiency());
    }
  }
}
