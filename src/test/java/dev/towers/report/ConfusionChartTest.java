package dev.towers.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionChartTest {
  private static final List<String> NAMES = List.of("plane", "car", "bird");
  private static final long[][] COUNTS = {{6, 3, 1}, {0, 10, 0}, {0, 0, 0}};

  @Test
  void rowsAreTruthAndColumnsPredictions() {
    ConfusionChart chart = new ConfusionChart(NAMES, COUNTS);
    ConfusionLayout layout = chart.layout();
    BufferedImage picture = chart.draw();
    double[][] shares = {{0.6, 0.3, 0.1}, {0, 1, 0}, {0, 0, 0}};
    for (int truth = 0; truth < 3; truth++) {
      for (int predicted = 0; predicted < 3; predicted++) {
        Color shade = Shade.of(truth == predicted, shares[truth][predicted]);
        int corner = picture.getRGB(layout.cellX(predicted), layout.cellY(truth));
        assertEquals(shade, new Color(corner));
      }
    }
  }

  @Test
  void aLargerShareIsDarkerAndRightLooksUnlikeWrong() {
    for (boolean right : new boolean[] {true, false}) {
      assertTrue(Shade.of(right, 0.1).getGreen() > Shade.of(right, 0.5).getGreen());
      assertTrue(Shade.of(right, 0.5).getGreen() > Shade.of(right, 1).getGreen());
    }
    assertTrue(Shade.of(true, 0.5).getBlue() > Shade.of(true, 0.5).getRed());
    assertTrue(Shade.of(false, 0.5).getBlue() < Shade.of(false, 0.5).getRed());
  }

  @Test
  void wordsStandOutFromAnyShade() {
    assertEquals(Sheet.INK, Shade.inkOn(Shade.of(true, 0)));
    assertEquals(Sheet.PAPER, Shade.inkOn(Shade.of(true, 1)));
  }

  @Test
  void everyCellHasItsCountAndEveryRowAndColumnItsName() {
    assumeTrue(Fonts.usable());
    ConfusionChart chart = new ConfusionChart(NAMES, COUNTS);
    ConfusionLayout layout = chart.layout();
    BufferedImage picture = chart.draw();
    for (int i = 0; i < 3; i++) {
      int x = layout.cellX(i);
      int y = layout.cellY(i);
      Color shade = new Color(picture.getRGB(x, y));
      Area cell = new Area(picture, x, y, layout.shaded(), layout.shaded());
      assertTrue(cell.has(color -> !color.equals(shade)));
      Area beside = new Area(picture, layout.namesX(), y, layout.nameWidth(), layout.cell());
      assertFalse(beside.isBlank());
      Area above = new Area(picture, x, layout.namesY(), layout.cell(), layout.nameHeight());
      assertFalse(above.isBlank());
    }
  }

  @Test
  void ofManyClassesThoseOfTheMostFrequentMistakesAreShown() {
    int classes = 300;
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    long[][] counts = new long[classes][classes];
    for (int i = 0; i < classes; i++) {
      counts[i][i] = 10;
      counts[i][classes - 1 - i] = i;
    }
    ConfusionChart chart = new ConfusionChart(names, counts);
    List<Integer> expected =
        IntStream.range(0, classes).filter(i -> i < 50 || i >= 250).boxed().toList();
    assertEquals(expected, chart.shown());
    assertEquals(100, chart.layout().classes());
    assertEquals(
        "Confusion matrix of 100 of 300 classes, those of the most frequent mistakes",
        chart.title());
    ConfusionLayout layout = chart.layout();
    int mistake = chart.draw().getRGB(layout.cellX(0), layout.cellY(99));
    assertEquals(Shade.of(false, 299 / 309.0), new Color(mistake));
    assertEquals(100, new ConfusionChart(names, new long[classes][classes]).shown().size());
    assertEquals("Confusion matrix", new ConfusionChart(NAMES, COUNTS).title());
  }

  @Test
  void anyNumberOfClassesFitsOnePicture() {
    for (int classes : new int[] {1, 20, 21, 100, 1000}) {
      List<String> names = Collections.nCopies(classes, "a class with a long name");
      BufferedImage picture = new ConfusionChart(names, new long[classes][classes]).draw();
      assertTrue(picture.getWidth() < 3000 && picture.getHeight() < 3000);
    }
  }

  @Test
  void theCountsAreCopied() {
    long[][] counts = {{1, 0}, {0, 1}};
    ConfusionChart chart = new ConfusionChart(List.of("plane", "car"), counts);
    counts[0][1] = 1;
    assertEquals(1, chart.share(0, 0));
  }

  @Test
  void whatIsNoConfusionMatrixIsRejected() {
    assertRejected(List.of(), new long[0][0]);
    assertRejected(NAMES, new long[2][3]);
    assertRejected(NAMES, new long[][] {{1, 2, 3}, {1, 2}, {1, 2, 3}});
    assertRejected(List.of("plane"), new long[][] {{-1}});
  }

  private static void assertRejected(List<String> names, long[][] counts) {
    assertThrows(IllegalArgumentException.class, () -> new ConfusionChart(names, counts));
  }
}
