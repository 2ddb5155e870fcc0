package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.report.Area;
import dev.towers.report.LineChart;
import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingChartTest {
  private static final ScalingSeries STRONG =
      new ScalingSeries(
          "strong",
          List.of(new ScalingPoint(4, 300), new ScalingPoint(1, 100), new ScalingPoint(2, 190)));
  private static final ScalingSeries WEAK =
      new ScalingSeries("weak", List.of(new ScalingPoint(2, 180), new ScalingPoint(4, 350)));

  @Test
  void idealIsTheRateOfTheFewestTowersTimesTheTowers() {
    assertEquals(
        List.of(new ScalingPoint(1, 100), new ScalingPoint(2, 200), new ScalingPoint(4, 400)),
        STRONG.ideal().points());
    assertEquals(
        List.of(new ScalingPoint(2, 180), new ScalingPoint(4, 360)), WEAK.ideal().points());
  }

  @Test
  void eachSeriesHasALineOfItsOwnColor() {
    Area picture = Area.all(new ScalingChart(List.of(STRONG, WEAK)).draw());
    assertTrue(picture.has(new Color(LineChart.COLORS[0])::equals));
    assertTrue(picture.has(new Color(LineChart.COLORS[1])::equals));
  }

  @Test
  void oneTowerAloneIsDrawn() {
    ScalingSeries one = new ScalingSeries("strong", List.of(new ScalingPoint(1, 100)));
    Area picture = Area.all(new ScalingChart(List.of(one)).draw());
    assertTrue(picture.has(new Color(LineChart.COLORS[0])::equals));
  }

  @Test
  void whatIsNoMeasurementIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> new ScalingPoint(0, 100));
    assertThrows(IllegalArgumentException.class, () -> new ScalingPoint(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ScalingPoint(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new ScalingSeries("strong", List.of()));
    assertThrows(IllegalArgumentException.class, () -> new ScalingChart(List.of()));
    List<ScalingSeries> twice = List.of(STRONG, STRONG);
    assertThrows(IllegalArgumentException.class, () -> new ScalingChart(twice));
  }
}
