package dev.towers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towers.evaluate.Certainty;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.files.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private static final String CERTAINTY = "certainty";

  /** Each figure by name, in order, for files; of {@link #certainty} its error alone. */
  Map<String, Object> byName() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("first_loss", firstLoss);
    figures.put("last_loss", lastLoss);
    figures.put("training_seconds", trainingSeconds);
    figures.put("images_per_second", imagesPerSecond);
    figures.putAll(new TestFigures(test, certainty).byName());
    return figures;
  }

  /** As {@link #byName}, with all of {@link #certainty}. */
  Map<String, Object> inFull() {
    Map<String, Object> figures = byName();
    certainty.ifPresent(it -> figures.put(CERTAINTY, it));
    return figures;
  }

  /**
   * The figures that {@link #inFull} gave.
   *
   * @throws JsonProcessingException if they are not
   */
  static RunFigures of(JsonNode json) throws JsonProcessingException {
    try {
      List<String> classNames = List.of(Json.part(json, TestFigures.CLASS_NAMES, String[].class));
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
    if (json.has(TestFigures.MATRIX)) {
      return Json.part(json, TestFigures.MATRIX, long[][].class);
    }
    long[][] counts = new long[classes][classes];
    for (long[] above : Json.part(json, TestFigures.COUNTS, long[][].class)) {
      counts[Math.toIntExact(above[0])][Math.toIntExact(above[1])] = above[2];
    }
    return counts;
  }
}
