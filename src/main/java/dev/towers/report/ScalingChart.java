package dev.towers.report;

import java.awt.image.BufferedImage;
import java.util.List;

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
