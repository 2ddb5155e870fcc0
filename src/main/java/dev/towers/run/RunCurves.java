package dev.towers.run;

import dev.towers.report.page.History;
import dev.towers.report.page.Point;
import dev.towers.train.Schedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The curves of a run, from its files. */
record RunCurves(History history) {
  private static final int RATE_POINTS = 200;

  /**
   * Reads them; those that are not there are empty.
   *
   * @param facts without them the longest epoch seen tells how many steps one has
   * @throws IOException if a file cannot be read or holds something else
   */
  static RunCurves read(RunFolder folder, Settings settings, Optional<RunFacts> facts)
      throws IOException {
    List<double[]> metrics = rows(folder.metrics());
    double seen = metrics.stream().mapToDouble(row -> row[1]).max().orElse(1);
    double stepsPerEpoch = facts.map(it -> (double) it.stepsPerEpoch()).orElse(seen);
    List<double[]> training = rows(folder.training());
    List<double[]> validation = rows(folder.validation());
    return new RunCurves(
        new History(
            metrics.stream()
                .map(row -> new Point(row[0] - 1 + row[1] / stepsPerEpoch, row[2]))
                .toList(),
            training.stream().map(row -> new Point(row[0], row[2])).toList(),
            validation.stream().map(row -> new Point(row[0], row[1])).toList(),
            validation.stream().map(row -> new Point(row[0], row[2])).toList(),
            rate(settings)));
  }

  private static List<Point> rate(Settings settings) {
    int epochs = settings.get(Settings.EPOCHS);
    Schedule rate = LearningMethod.of(settings).optimizer().learningRate();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i <= RATE_POINTS; i++) {
      double epoch = (double) i * epochs / RATE_POINTS;
      points.add(new Point(epoch, rate.at(epoch)));
    }
    return points;
  }

  /** Three numbers each, below a heading; a last line without its end was never written whole. */
  private static List<double[]> rows(Path file) throws IOException {
    List<double[]> rows = new ArrayList<>();
    if (!Files.exists(file)) {
      return rows;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    for (String line : whole.lines().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      try {
        rows.add(
            new double[] {
              Double.parseDouble(cells[0]),
              Double.parseDouble(cells[1]),
              Double.parseDouble(cells[2])
            });
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException("'%s' has no row of three numbers: '%s'".formatted(file, line), e);
      }
    }
    return rows;
  }
}
