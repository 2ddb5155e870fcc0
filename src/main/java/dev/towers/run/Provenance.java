package dev.towers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towers.data.Dataset;
import dev.towers.files.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model comes from, so that it can be told years later, and made again. It goes where the
 * model goes, and so tells nothing of the disk on which the model was made.
 */
final class Provenance {
  private static final String RUN = "run";

  private Provenance() {}

  /** The settings, the data, the figures and the versions behind a model, as JSON. */
  static String json(RunState state, Dataset dataset, RunFigures figures)
      throws JsonProcessingException {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", dataset.name());
    data.put("training_images", dataset.train().size());
    data.put("test_images", dataset.test().size());
    data.put("sha256", state.dataSha256());

    Map<String, Object> all = new LinkedHashMap<>();
    all.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    all.put(RUN, state.run());
    all.putAll(RunState.versionsHere());
    all.put("settings", state.settings().withoutPlaces());
    all.put("data", data);
    all.put("figures", figures.byName());
    return Json.page(all);
  }

  /** Whether a run of this program wrote that, in this version or another. */
  static boolean isOurs(String json) {
    JsonNode all = Json.parse(json);
    return all.path(RUN).isTextual() && all.path(RunState.TOWERS).isTextual();
  }

  /** Whether that is the provenance of a model of that run. */
  static boolean isOf(RunState state, String json) {
    return Json.parse(json).path(RUN).asText().equals(state.run());
  }
}
