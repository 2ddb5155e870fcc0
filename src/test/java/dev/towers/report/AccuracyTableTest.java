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
    byte[] labels = {0, 0, 2};
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

  /** What follows the accuracies, without the title of the matrix. */
  private static List<String> matrixLines(List<String> names, long[][] counts) {
    List<String> lines = new AccuracyTable(new ConfusionMatrix(names, counts)).lines();
    int title = 1 + names.size();
    return lines.get(title).startsWith("Confusion matrix")
        ? lines.subList(title + 1, lines.size())
        : lines.subList(title, lines.size());
  }
}
