package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.report.Area;
import dev.towers.report.LineChart;
import dev.towers.tower.Devices;
import java.awt.Color;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScalingChartTest {
  private static final StepTimes ONE = StepTimes.ofMillis(20);
  private static final ScalingMeasurement ALONE =
      ScalingMeasurement.of(Scaling.STRONG, Devices.cpus(1), 1, ONE, 100, ONE, Optional.empty());
  private static final ScalingMeasurement STRONG =
      ScalingMeasurement.of(
          Scaling.STRONG, Devices.cpus(4), 1, StepTimes.ofMillis(7), 100, ONE, Optional.empty());
  private static final ScalingMeasurement WEAK =
      ScalingMeasurement.of(
          Scaling.WEAK, Devices.cpus(4), 1, StepTimes.ofMillis(30), 100, ONE, Optional.empty());

  @Test
  void idealIsTheRateOfOneTowerTimesTheTowers() {
    assertEquals(5_000, ScalingChart.ideal(ALONE), 1e-9);
    assertEquals(20_000, ScalingChart.ideal(STRONG), 1e-9);
    assertEquals(20_000, ScalingChart.ideal(WEAK), 1e-9);
  }

  @Test
  void eachKindHasALineOfItsOwnColor() {
    Area picture = Area.all(new ScalingChart(List.of(ALONE, STRONG, WEAK)).draw());
    assertTrue(picture.has(new Color(LineChart.COLORS[0])::equals));
    assertTrue(picture.has(new Color(LineChart.COLORS[1])::equals));
  }

  @Test
  void oneTowerAloneIsDrawn() {
    Area picture = Area.all(new ScalingChart(List.of(ALONE)).draw());
    assertTrue(picture.has(new Color(LineChart.COLORS[0])::equals));
    assertFalse(picture.has(new Color(LineChart.COLORS[1])::equals));
  }
}
