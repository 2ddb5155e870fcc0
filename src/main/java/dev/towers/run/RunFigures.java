package dev.towers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towers.evaluate.ConfusionMatrix;
import dev.towers.files.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of a training and of the network that came of it.
 *
 * @param firstLoss of the first step: the mean over its batch
 * @param lastLoss the mean of the last printed line
 * @param trainingSeconds over all lives of the run, without loading and testing
 * @param imagesPerSecond trained on in that time
 * @param test what the network made of the test images
 */
public record RunFigures(
    float firstLoss,
    double lastLoss,
    double trainingSeconds,
    double imagesPerSecond,
    ConfusionMatrix test) {

  /** Each figure by name, in order, for files. */
  Map<String, Object> byName() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("first_loss", firstLoss);
    figures.put("last_loss", lastLoss);
    figures.put("training_seconds", trainingSeconds);
    figures.put("images_per_second", imagesPerSecond);
    figures.put("test_images", test.total());
    figures.put("correct", test.correct());
    figures.put("accuracy", test.accuracy());
    figures.put("class_names", test.classNames());
    figures.put("confusion_matrix", test.counts());
    return figures;
  }

  /**
   * The figures that {@link #byName} gave.
   *
   * @throws JsonProcessingException if they are not
   */
  static RunFigures of(JsonNode json) throws JsonProcessingException {
    try {
      return new RunFigures(
          Json.part(json, "first_loss", Float.class),
          Json.part(json, "last_loss", Double.class),
          Json.part(json, "training_seconds", Double.class),
          Json.part(json, "images_per_second", Double.class),
          new ConfusionMatrix(
              List.of(Json.part(json, "class_names", String[].class)),
              Json.part(json, "confusion_matrix", long[][].class)));
    } catch (IllegalArgumentException e) {
      throw Json.unlike("figures of a run: " + e.getMessage());
    }
  }
}
