package dev.towers.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.towers.report.ScalingFigure;
import dev.towers.train.ScalingMeasurement;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** All that a bench found out, in the form of its JSON file. */
record BenchReport(Machine machine, BenchSettings settings, String images, List<Row> results) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT);

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
    return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
