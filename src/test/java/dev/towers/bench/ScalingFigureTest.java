package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.tower.Devices;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingFigureTest {
  private static final List<ScalingMeasurement> MEASURED =
      List.of(
          measured(Scaling.STRONG, 1, 100, 20),
          measured(Scaling.STRONG, 2, 100, 12.5),
          measured(Scaling.WEAK, 1, 100, 20),
          measured(Scaling.WEAK, 2, 200, 25));

  @Test
  void eachKindOfScalingIsComparedWithItsOwnTower() {
    List<ScalingFigure> figures = ScalingFigure.compare(MEASURED);
    assertEquals(
        List.of(1.0, 1.6, 1.0, 1.6), figures.stream().map(ScalingFigure::speedUp).toList());
    assertEquals(
        List.of(1.0, 0.8, 1.0, 0.8), figures.stream().map(ScalingFigure::efficiency).toList());
  }

  @Test
  void withoutOneTowerThereIsNothingToCompareWith() {
    assertThrows(
        IllegalArgumentException.class, () -> ScalingFigure.compare(MEASURED.subList(1, 2)));
  }

  @Test
  void theTableHasALineForEach() {
    assertEquals(
        List.of(
            "scaling  towers  threads  batch  images/s  median ms  p90 ms  spread  speed-up"
                + "  efficiency",
            "strong        1      1x3    100     5,000      20.00   20.00     0 %      1.00"
                + "       100 %",
            "strong        2      2x3    100     8,000      12.50   12.50     0 %      1.60"
                + "        80 %",
            "weak          1      1x3    100     5,000      20.00   20.00     0 %      1.00"
                + "       100 %",
            "weak          2      2x3    200     8,000      25.00   25.00     0 %      1.60"
                + "        80 %"),
        new ScalingTable(ScalingFigure.compare(MEASURED)).lines());
  }

  @Test
  void theChartHasASeriesForEachKind() {
    assertEquals(
        List.of(
            new ScalingSeries(
                "strong scaling", List.of(new ScalingPoint(1, 5000), new ScalingPoint(2, 8000))),
            new ScalingSeries(
                "weak scaling", List.of(new ScalingPoint(1, 5000), new ScalingPoint(2, 8000)))),
        ScalingChart.of(MEASURED).series());
  }

  private static ScalingMeasurement measured(
      Scaling scaling, int towers, int globalBatch, double millis) {
    return new ScalingMeasurement(
        scaling, new Contender(Devices.cpus(towers), 3), globalBatch, StepTimes.ofMillis(millis));
  }
}
