package dev.towers.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towers.report.ScalingFigure;
import dev.towers.train.ScalingMeasurement;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** All that a bench found out, in the form of its JSON file. */
record BenchReport(Machine machine, BenchSettings settings, String images, List<Row> results) {

  /** One line of the table, at full precision. */
  record Row(
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

    static Row of(ScalingFigure figure) {
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
  byte[] json() throws JsonProcessingException {
    return Json.page(this).getBytes(StandardCharsets.UTF_8);
  }
}
