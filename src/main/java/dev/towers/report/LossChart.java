package dev.towers.report;

import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The mean loss by training step, as a line.
 *
 * @param losses each the mean of the steps up to its own since the one before
 */
public record LossChart(SortedMap<Long, Double> losses) implements Picture {
  public LossChart {
    losses = Collections.unmodifiableSortedMap(new TreeMap<>(losses));
    if (losses.isEmpty()
        || losses.firstKey() < 0
        || !losses.values().stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("no curve of losses by step: " + losses);
    }
  }

  @Override
  public BufferedImage draw() {
    LineChart chart = new LineChart("Training loss", "step", "mean loss");
    chart.formatY("0.0##");
    chart.addMeasured(
        "mean loss",
        losses.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
        losses.values().stream().mapToDouble(Double::doubleValue).toArray());
    return chart.draw();
  }
}
