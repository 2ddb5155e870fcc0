package dev.towers.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towers.files.Json;
import dev.towers.report.TextTable;
import dev.towers.tower.Machine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** All that a bench found out, in the form of its JSON file. */
public record BenchReport(
    Machine machine, ScalingPlan settings, String images, List<ScalingMeasurement> results) {
  private static final List<String> HEADING =
      List.of(
          "scaling",
          "towers",
          "threads",
          "batch",
          "images/s",
          "median ms",
          "p90 ms",
          "spread",
          "speed-up",
          "efficiency");

  public BenchReport {
    results = List.copyOf(results);
  }

  /** UTF-8. */
  public byte[] json() throws JsonProcessingException {
    return Json.page(this).getBytes(StandardCharsets.UTF_8);
  }

  /** The results for people: a heading, then a line for each. */
  public List<String> table() {
    return new TextTable(HEADING, results.stream().map(BenchReport::row).toList()).lines();
  }

  private static List<String> row(ScalingMeasurement measured) {
    return List.of(
        measured.scaling(),
        Integer.toString(measured.towers()),
        measured.towers() + "x" + measured.threadsWithinOp(),
        Integer.toString(measured.batch()),
        format("%,.0f", measured.imagesPerSecond()),
        format("%.2f", measured.stepMillisMedian()),
        format("%.2f", measured.stepMillisP90()),
        format("%.0f %%", 100 * measured.spread()),
        format("%.2f", measured.speedUp()),
        format("%.0f %%", 100 * measured.efficiency()));
  }

  private static String format(String pattern, double number) {
    return String.format(Locale.ROOT, pattern, number);
  }
}
