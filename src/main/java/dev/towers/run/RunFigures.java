package dev.towers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towers.evaluate.Certainty;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.files.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What was measured of a training and of the network that came of it.
 *
 * @param firstLoss of the first step: the mean over its batch
 * @param lastLoss the mean of the last printed line
 * @param trainingSeconds over all lives of the run, without loading and testing
 * @param imagesPerSecond trained on in that time
 * @param test what the network made of the test images
 * @param certainty how sure it was of that; runs of earlier versions do not tell
 */
public record RunFigures(
    float firstLoss,
    double lastLoss,
    double trainingSeconds,
    double imagesPerSecond,
    ConfusionMatrix test,
    Optional<Certainty> certainty) {
  private static final String CLASS_NAMES = "class_names";
  private static final String MATRIX = "confusion_matrix";
  private static final String CERTAINTY = "certainty";
  private static final String COUNTS = "confusion_counts";

  /** Beyond that a matrix is megabytes of zeros. */
  private static final int MOST_CLASSES_OF_MATRIX = 256;

  /** Each figure by name, in order, for files; of {@link #certainty} its error alone. */
  Map<String, Object> byName() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("first_loss", firstLoss);
    figures.put("last_loss", lastLoss);
    figures.put("training_seconds", trainingSeconds);
    figures.put("images_per_second", imagesPerSecond);
    figures.put("test_images", test.total());
    figures.put("correct", test.correct());
    figures.put("accuracy", test.accuracy());
    certainty.ifPresent(
        it -> figures.put("expected_calibration_error", it.calibration().expectedError()));
    figures.put(CLASS_NAMES, test.classNames());
    figures.put("class_accuracy", accuracyByLabel());
    if (test.classNames().size() <= MOST_CLASSES_OF_MATRIX) {
      figures.put(MATRIX, test.counts());
    } else {
      figures.put(COUNTS, countsAboveZero());
    }
    return figures;
  }

  /** As {@link #byName}, with all of {@link #certainty}. */
  Map<String, Object> inFull() {
    Map<String, Object> figures = byName();
    certainty.ifPresent(it -> figures.put(CERTAINTY, it));
    return figures;
  }

  /** Null for a class without test images. */
  private List<Double> accuracyByLabel() {
    return IntStream.range(0, test.classNames().size())
        .mapToObj(label -> test.total(label) == 0 ? null : test.accuracy(label))
        .toList();
  }

  /** The true label, the predicted one, and how many images, for each cell of the matrix. */
  private List<long[]> countsAboveZero() {
    long[][] counts = test.counts();
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

  /**
   * The figures that {@link #inFull} gave.
   *
   * @throws JsonProcessingException if they are not
   */
  static RunFigures of(JsonNode json) throws JsonProcessingException {
    try {
      List<String> classNames = List.of(Json.part(json, CLASS_NAMES, String[].class));
      return new RunFigures(
          Json.part(json, "first_loss", Float.class),
          Json.part(json, "last_loss", Double.class),
          Json.part(json, "training_seconds", Double.class),
          Json.part(json, "images_per_second", Double.class),
          new ConfusionMatrix(classNames, counts(json, classNames.size())),
          json.has(CERTAINTY)
              ? Optional.of(Json.part(json, CERTAINTY, Certainty.class))
              : Optional.empty());
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw Json.unlike("figures of a run: " + e.getMessage());
    }
  }

  private static long[][] counts(JsonNode json, int classes) throws JsonProcessingException {
    if (json.has(MATRIX)) {
      return Json.part(json, MATRIX, long[][].class);
    }
    long[][] counts = new long[classes][classes];
    for (long[] above : Json.part(json, COUNTS, long[][].class)) {
      counts[Math.toIntExact(above[0])][Math.toIntExact(above[1])] = above[2];
    }
    return counts;
  }
}
