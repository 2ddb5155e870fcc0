package dev.towers.bench;

import dev.towers.report.TextTable;
import java.util.List;
import java.util.Locale;

/** Scaling figures as a table for people. */
public record ScalingTable(List<ScalingFigure> figures) {
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

  public ScalingTable {
    figures = List.copyOf(figures);
  }

  /** A heading, then a line for each figure. */
  public List<String> lines() {
    return new TextTable(HEADING, figures.stream().map(ScalingTable::row).toList()).lines();
  }

  private static List<String> row(ScalingFigure figure) {
    ScalingMeasurement measured = figure.measurement();
    int towers = measured.contender().towers();
    return List.of(
        measured.scaling().word(),
        Integer.toString(towers),
        towers + "x" + measured.contender().threadsPerTower(),
        Integer.toString(measured.globalBatch()),
        format("%,.0f", measured.imagesPerSecond()),
        format("%.2f", measured.times().medianMillis()),
        format("%.2f", measured.times().p90Millis()),
        format("%.0f %%", 100 * measured.times().spread()),
        format("%.2f", figure.speedUp()),
        format("%.0f %%", 100 * figure.efficiency()));
  }

  private static String format(String pattern, double number) {
    return String.format(Locale.ROOT, pattern, number);
  }
}
