package dev.towers.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towers.files.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** All that a bench found out, in the form of its JSON file. */
public record BenchReport(
    Machine machine, BenchSettings settings, String images, List<Row> results) {

  /** One line of the table, at full precision. */
  public record Row(
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
      double efficiency) {

    public static Row of(ScalingFigure figure) {
      ScalingMeasurement measured = figure.measurement();
      return new Row(
          measured.scaling().word(),
          measured.contender().towers(),
          measured.contender().threads().withinOp(),
          measured.contender().threads().betweenOps(),
          measured.globalBatch(),
          measured.times().steps(),
          measured.imagesPerSecond(),
          measured.times().medianMillis(),
          measured.times().p90Millis(),
          measured.times().spread(),
          figure.speedUp(),
          figure.efficiency());
    }
  }

  /** UTF-8. */
  public byte[] json() throws JsonProcessingException {
    return Json.page(this).getBytes(StandardCharsets.UTF_8);
  }
}
