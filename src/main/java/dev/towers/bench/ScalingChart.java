package dev.towers.bench;

import dev.towers.report.LineChart;
import dev.towers.report.Picture;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Images per second by the number of towers, each series beside its ideal straight line. */
public record ScalingChart(List<ScalingSeries> series) implements Picture {
  public ScalingChart {
    series = List.copyOf(series);
    if (series.isEmpty()) {
      throw new IllegalArgumentException("a scaling chart without series");
    }
    if (series.stream().map(ScalingSeries::name).distinct().count() < series.size()) {
      throw new IllegalArgumentException("two scaling series of one name");
    }
  }

  /** A series for each kind of scaling that was measured. */
  public static ScalingChart of(List<ScalingMeasurement> measurements) {
    Map<Scaling, List<ScalingPoint>> points = new EnumMap<>(Scaling.class);
    for (ScalingMeasurement measured : measurements) {
      points
          .computeIfAbsent(measured.scaling(), scaling -> new ArrayList<>())
          .add(new ScalingPoint(measured.contender().towers(), measured.imagesPerSecond()));
    }
    return new ScalingChart(
        points.entrySet().stream()
            .map(entry -> new ScalingSeries(entry.getKey().word() + " scaling", entry.getValue()))
            .toList());
  }

  @Override
  public BufferedImage draw() {
    LineChart chart = new LineChart("Scaling", "towers", "images/s");
    chart.startAtZero();
    chart.countAlongX(series.stream().mapToInt(ScalingSeries::towersMax).max().orElseThrow());
    for (ScalingSeries one : series) {
      chart.addMeasured(one.name(), one.towers(), one.imagesPerSecond());
      chart.addIdeal(one.ideal().name(), one.towers(), one.ideal().imagesPerSecond());
    }
    return chart.draw();
  }
}
