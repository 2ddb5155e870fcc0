package dev.towers.run;

import dev.towers.evaluate.Certainty;
import dev.towers.evaluate.ConfusionMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a network made of the test images, by the names that files and programs know.
 *
 * @param certainty how sure it was of that, where it was asked
 */
public record TestFigures(ConfusionMatrix matrix, Optional<Certainty> certainty) {
  static final String CLASS_NAMES = "class_names";
  static final String MATRIX = "confusion_matrix";
  static final String COUNTS = "confusion_counts";

  /** Beyond that a matrix is megabytes of zeros. */
  private static final int MOST_CLASSES_OF_MATRIX = 256;

  /** Each figure by name, in order; of {@link #certainty} its error alone. */
  Map<String, Object> byName() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("test_images", matrix.total());
    figures.put("correct", matrix.correct());
    figures.put("accuracy", matrix.accuracy());
    certainty.ifPresent(
        it -> figures.put("expected_calibration_error", it.calibration().expectedError()));
    figures.put(CLASS_NAMES, matrix.classNames());
    figures.put("class_accuracy", accuracyByLabel());
    if (matrix.classNames().size() <= MOST_CLASSES_OF_MATRIX) {
      figures.put(MATRIX, matrix.counts());
    } else {
      figures.put(COUNTS, countsAboveZero());
    }
    return figures;
  }

  /** Null for a class without test images. */
  private List<Double> accuracyByLabel() {
    return IntStream.range(0, matrix.classNames().size())
        .mapToObj(label -> matrix.total(label) == 0 ? null : matrix.accuracy(label))
        .toList();
  }

  /** The true label, the predicted one, and how many images, for each cell of the matrix. */
  private List<long[]> countsAboveZero() {
    long[][] counts = matrix.counts();
    List<long[]> above = new ArrayList<>();
    for (int truth = 0; truth < counts.length; truth++) {
      for (int predicted = 0; predicted < counts.length; predicted++) {
        if (counts[truth][predicted] > 0) {
          above.add(new long[] {truth, predicted, counts[truth][predicted]});
        }
      }
    }
    return above;
  }
}
