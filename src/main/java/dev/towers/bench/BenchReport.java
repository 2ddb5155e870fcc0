package dev.towers.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towers.files.Json;
import dev.towers.report.TextTable;
import dev.towers.tower.Machine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that a bench found out, in the form of its JSON file.
 *
 * @param workers whose devices the towers sit on; none where they are those of the machine
 */
public record BenchReport(
    Machine machine,
    List<String> workers,
    ScalingPlan settings,
    String images,
    List<ScalingMeasurement> results) {
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
  private static final List<String> HEADING_OF_EXCHANGE =
      List.of("processes", "messages", "kB measured", "kB worked out");

  public BenchReport {
    workers = List.copyOf(workers);
    results = List.copyOf(results);
  }

  /** UTF-8. */
  public byte[] json() throws JsonProcessingException {
    return Json.page(this).getBytes(StandardCharsets.UTF_8);
  }

  /** The results for people: a heading, then a line for each. */
  public List<String> table() {
    List<String> heading = new ArrayList<>(HEADING);
    if (!workers.isEmpty()) {
      heading.addAll(HEADING_OF_EXCHANGE);
    }
    return new TextTable(heading, results.stream().map(BenchReport::row).toList()).lines();
  }

  private static List<String> row(ScalingMeasurement measured) {
    List<String> row = new ArrayList<>(figures(measured));
    measured.exchange().ifPresent(exchange -> row.addAll(figures(exchange)));
    return row;
  }

  private static List<String> figures(Exchange exchange) {
    return List.of(
        Integer.toString(exchange.processes()),
        Integer.toString(exchange.measured().messages()),
        format("%,.1f", exchange.measured().bytes() / 1e3),
        format("%,.1f", exchange.designed().total() / 1e3));
  }

  private static List<String> figures(ScalingMeasurement measured) {
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
