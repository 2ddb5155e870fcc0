package dev.towers.report;

import java.awt.image.BufferedImage;
import java.util.List;

/** The mean loss by training step, as a line. */
public record LossChart(List<LossPoint> points) implements Picture {
  public LossChart {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a loss chart without points");
    }
  }

  @Override
  public BufferedImage draw() {
    LineChart chart = new LineChart("Training loss", "step", "mean loss");
    chart.formatY("0.0##");
    chart.addMeasured(
        "mean loss",
        points.stream().mapToDouble(LossPoint::step).toArray(),
        points.stream().mapToDouble(LossPoint::meanLoss).toArray());
    return chart.draw();
  }
}
