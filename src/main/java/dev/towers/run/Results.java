package dev.towers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towers.files.Json;
import java.nio.file.Path;
import java.util.Map;

/**
 * What came of a run that is complete.
 *
 * @param model the folder of the version that was published
 */
public record Results(RunFigures figures, Path model) implements Ending {
  private static final String MODEL = "model";

  /** The part of the test images whose class was told right, from 0 to 1. */
  public double accuracy() {
    return figures.test().accuracy();
  }

  @Override
  public Results results() {
    return this;
  }

  /** What {@link #parse} reads. */
  String json() throws JsonProcessingException {
    Map<String, Object> all = figures.inFull();
    all.put(MODEL, model.toString());
    return Json.page(all);
  }

  /**
   * The results that {@link #json} wrote.
   *
   * @throws JsonProcessingException if the text is none
   */
  static Results parse(String text) throws JsonProcessingException {
    JsonNode json = Json.tree(text);
    return new Results(RunFigures.of(json), Path.of(Json.part(json, MODEL, String.class)));
  }
}
