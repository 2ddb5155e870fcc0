package dev.towers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towers.files.Json;
import java.util.Map;

/**
 * The state of runs as Towers 0.1.0 wrote it, which gave it no number: settings were in two groups,
 * there was a tower for each device, and what was left to the program stood apart.
 */
final class FirstFormat {
  private FirstFormat() {}

  /**
   * Makes of such a state what the second format has.
   *
   * @throws JsonProcessingException if it is none
   */
  static void raise(ObjectNode state) throws JsonProcessingException {
    JsonNode circumstances = state.path("circumstances");
    if (!state.path("settings").isObject() || !state.path("outputs").isObject()) {
      throw Json.unlike("state of a run of the first format");
    }
    ObjectNode settings = Json.object(Map.of());
    for (String group : new String[] {"settings", "outputs"}) {
      state
          .get(group)
          .properties()
          .forEach(entry -> settings.set(entry.getKey().replace('_', '-'), entry.getValue()));
    }
    settings.put("towers", circumstances.path("devices").asText().split(", ").length);
    settings.set("threads", circumstances.path("threads"));
    state.set("settings", settings);
    state.set("data_sha256", circumstances.path("data_sha256"));
  }
}
