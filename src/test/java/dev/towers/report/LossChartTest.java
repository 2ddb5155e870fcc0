package dev.towers.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossChartTest {
  private static final Predicate<Color> LINE = new Color(LineChart.COLORS[0])::equals;

  @TempDir private Path folder;

  @Test
  void aFallingLossFallsOnThePicture() {
    BufferedImage picture = new LossChart(falling(12)).draw();
    int left = columnOfLine(picture, 0, 1);
    int right = columnOfLine(picture, picture.getWidth() - 1, -1);
    assertTrue(right - left > picture.getWidth() / 2, "the line is wide");
    assertTrue(
        rowOfLine(picture, right) - rowOfLine(picture, left) > picture.getHeight() / 2,
        "the line is steep");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 2000})
  void anyNumberOfPointsMakesALine(int points) {
    assertTrue(Area.all(new LossChart(falling(points)).draw()).has(LINE));
  }

  @Test
  void aLossThatStaysTheSameIsDrawn() {
    LossChart chart = new LossChart(new TreeMap<>(Map.of(1L, 0.0, 2L, 0.0)));
    assertTrue(Area.all(chart.draw()).has(LINE));
  }

  @Test
  void theFileHoldsThePicture() throws IOException {
    LossChart chart = new LossChart(falling(3));
    Path file = folder.resolve("pictures/loss.png");
    chart.write(file);
    BufferedImage drawn = chart.draw();
    BufferedImage read = ImageIO.read(file.toFile());
    assertEquals(drawn.getWidth(), read.getWidth());
    assertEquals(drawn.getHeight(), read.getHeight());
    assertEquals(Area.all(drawn).count(LINE), Area.all(read).count(LINE));
  }

  @Test
  void whatIsNoLossIsRejected() {
    assertRejected(Map.of());
    assertRejected(Map.of(1L, Double.NaN));
    assertRejected(Map.of(-1L, 2.3));
  }

  private static void assertRejected(Map<Long, Double> losses) {
    SortedMap<Long, Double> sorted = new TreeMap<>(losses);
    assertThrows(IllegalArgumentException.class, () -> new LossChart(sorted));
  }

  private static SortedMap<Long, Double> falling(int points) {
    SortedMap<Long, Double> losses = new TreeMap<>();
    for (long i = 1; i <= points; i++) {
      losses.put(2000 * i, 1.2 + 1.1 / i);
    }
    return losses;
  }

  private static int columnOfLine(BufferedImage picture, int from, int direction) {
    int x = from;
    while (!new Area(picture, x, 0, 1, picture.getHeight()).has(LINE)) {
      x += direction;
    }
    return x;
  }

  private static int rowOfLine(BufferedImage picture, int x) {
    int y = 0;
    while (!new Area(picture, x, y, 1, 1).has(LINE)) {
      y++;
    }
    return y;
  }
}
