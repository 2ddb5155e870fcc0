package dev.towers.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Progress;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.evaluate.Evaluation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccuracyTableTest {
  @Test
  void tellsTheAccuracyOfAllAndOfEachClassAndThenEachCount() throws Exception {
    int[] labels = {0, 0, 2};
    LabeledImages images = new LabeledImages(new ImageShape(1, 1, 1), new byte[3], labels);
    ConfusionMatrix matrix =
        Evaluation.of(
            batch -> new int[batch.size()],
            images,
            List.of("automobile", "cat", "sea lion"),
            Progress.silent());
    assertEquals(
        List.of(
            "Accuracy of the network on the 3 test images: 67 %",
            "Accuracy of automobile : 100 %",
            "Accuracy of   sea lion :  0 %",
            "Confusion matrix (rows: truth, columns: predicted)",
            "truth      autom   cat sea l",
            "automobile     2     0     0",
            "cat            0     0     0",
            "sea lion       1     0     0"),
        new AccuracyTable(matrix).lines());
  }

  @Test
  void namesThatTheHeadingCannotTellApartAreNumbered() {
    long[][] counts = {{1, 2}, {3, 4}};
    assertEquals(
        List.of(
            "truth                  0     1",
            "0 golden retriever     1     2",
            "1 golden hamster       3     4"),
        matrixLines(List.of("golden retriever", "golden hamster"), counts));
  }

  @Test
  void noCharacterIsCutInHalf() {
    String six = "😀".repeat(6);
    long[][] counts = {{1, 0}, {0, 1}};
    assertEquals(
        List.of("truth  " + "😀".repeat(5) + "     x", six + "     1     0", "x          0     1"),
        matrixLines(List.of(six, "x"), counts));
  }

  @Test
  void aMatrixTooWideToReadGivesWayToTheMostFrequentMistakes() {
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "class " + i).toList();
    long[][] counts = new long[100][100];
    for (int i = 0; i < 100; i++) {
      counts[i][i] = 50;
      counts[i][(i + 1) % 100] = i;
    }
    List<String> lines = matrixLines(names, counts);
    assertEquals(11, lines.size());
    assertEquals("class 99 taken for class 0: 99 of 149", lines.get(1));
    assertEquals("class 90 taken for class 91: 90 of 140", lines.get(10));
  }

  @Test
  void ofManyClassesTheBestAndTheWorstAreEnoughWhereAFileHasAll() {
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
    long[][] counts = new long[1000][1000];
    for (int i = 0; i < 1000; i++) {
      counts[i][i] = i;
      counts[i][(i + 1) % 1000] = 999 - i;
    }
    counts[5][5] = 0; // has no image
    counts[5][6] = 0;
    AccuracyTable table = new AccuracyTable(new ConfusionMatrix(names, counts));
    List<String> lines = table.linesBeside("figures.json");
    assertEquals(34, lines.size());
    assertEquals("The best 10 of 999 classes, all of which are in figures.json", lines.get(1));
    assertEquals("Accuracy of class 999 : 100 %", lines.get(2));
    assertEquals("Accuracy of class 990 : 99 %", lines.get(11));
    assertEquals("The worst 10", lines.get(12));
    assertEquals("Accuracy of class 10 :  1 %", lines.get(13));
    assertEquals("Accuracy of  class 0 :  0 %", lines.get(22));
    assertEquals("Most frequent mistakes", lines.get(23));
    assertEquals(1 + 999 + 11, table.lines().size());
    assertEquals(table.lines().subList(1000, 1011), lines.subList(23, 34));
  }

  /** What follows the accuracies, without the title of the matrix. */
  private static List<String> matrixLines(List<String> names, long[][] counts) {
    List<String> lines = new AccuracyTable(new ConfusionMatrix(names, counts)).lines();
    int title = 1 + names.size();
    return lines.get(title).startsWith("Confusion matrix")
        ? lines.subList(title + 1, lines.size())
        : lines.subList(title, lines.size());
  }
}
