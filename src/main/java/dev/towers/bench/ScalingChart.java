package dev.towers.bench;

import dev.towers.report.LineChart;
import dev.towers.report.Picture;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Images per second by the number of towers, each kind of scaling beside its ideal line. */
public record ScalingChart(List<ScalingMeasurement> measurements) implements Picture {
  public ScalingChart {
    measurements = List.copyOf(measurements);
  }

  @Override
  public BufferedImage draw() {
    LineChart chart = new LineChart("Scaling", "towers", "images/s");
    chart.startAtZero();
    chart.countAlongX(
        measurements.stream().mapToInt(ScalingMeasurement::towers).max().orElseThrow());
    Map<String, List<ScalingMeasurement>> byScaling =
        measurements.stream()
            .collect(
                Collectors.groupingBy(
                    ScalingMeasurement::scaling, LinkedHashMap::new, Collectors.toList()));
    byScaling.forEach(
        (scaling, line) -> {
          String name = scaling + " scaling";
          double[] towers = each(line, ScalingMeasurement::towers);
          chart.addMeasured(name, towers, each(line, ScalingMeasurement::imagesPerSecond));
          chart.addIdeal("ideal for " + name, towers, each(line, ScalingChart::ideal));
        });
    return chart.draw();
  }

  /** The images per second of towers that are each as fast as one alone. */
  static double ideal(ScalingMeasurement measured) {
    return measured.imagesPerSecond() / measured.efficiency();
  }

  private static double[] each(
      List<ScalingMeasurement> line, ToDoubleFunction<ScalingMeasurement> number) {
    return line.stream().mapToDouble(number).toArray();
  }
}
