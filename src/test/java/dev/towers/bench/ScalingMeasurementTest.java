package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScalingMeasurementTest {
  private static final StepTimes ONE = StepTimes.ofMillis(20);

  @Test
  void strongScalingDividesTheBatch() {
    ScalingMeasurement two =
        ScalingMeasurement.of(Scaling.STRONG, 2, 3, StepTimes.ofMillis(12.5), 100, ONE);
    assertEquals(100, two.batch());
    assertEquals(8000, two.imagesPerSecond());
    assertEquals(1.6, two.speedUp());
    assertEquals(0.8, two.efficiency());
  }

  @Test
  void weakScalingGivesEachTowerABatch() {
    ScalingMeasurement two =
        ScalingMeasurement.of(Scaling.WEAK, 2, 3, StepTimes.ofMillis(25), 100, ONE);
    assertEquals(200, two.batch());
    assertEquals(8000, two.imagesPerSecond());
    assertEquals(1.6, two.speedUp());
    assertEquals(0.8, two.efficiency());
  }

  @Test
  void oneTowerIsAsFastAsItself() {
    for (Scaling scaling : Scaling.values()) {
      ScalingMeasurement one = ScalingMeasurement.of(scaling, 1, 3, ONE, 100, ONE);
      assertEquals(1, one.speedUp());
      assertEquals(1, one.efficiency());
    }
  }
}
