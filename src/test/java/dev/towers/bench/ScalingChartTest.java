package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.report.Area;
import dev.towers.report.LineChart;
import dev.towers.tower.Devices;
import java.awt.Color;
import java.awt.image.BufferedImage;
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
    BufferedImage image = new ScalingChart(List.of(ALONE, STRONG, WEAK)).draw();
    Area ends = right(image, image.getHeight() / 3); // the ideal line of the same color is above
    assertTrue(ends.has(new Color(LineChart.COLORS[0])::equals));
    assertTrue(ends.has(new Color(LineChart.COLORS[1])::equals));
  }

  @Test
  void oneTowerAloneIsDrawn() {
    Area end = right(new ScalingChart(List.of(ALONE)).draw(), 0);
    assertTrue(end.has(new Color(LineChart.COLORS[0])::equals));
    assertFalse(end.has(new Color(LineChart.COLORS[1])::equals));
  }

  /** The last quarter from left to right, from so far down on: no legend is there. */
  private static Area right(BufferedImage image, int from) {
    int width = image.getWidth() / 4;
    return new Area(image, 3 * width, from, width, image.getHeight() - from);
  }
}
