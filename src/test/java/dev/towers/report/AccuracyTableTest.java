package dev.towers.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Progress;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.evaluate.Evaluation;
import java.util.List;
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
}
