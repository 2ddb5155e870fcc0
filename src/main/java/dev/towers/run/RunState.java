package dev.towers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towers.Version;
import dev.towers.files.Json;
import dev.towers.train.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.tensorflow.TensorFlow;

/**
 * All that a run knows at one of its steps, besides the variables: with both it goes on as if it
 * had never stopped. The seeds of all that is random come from that of the settings.
 *
 * @param run tells this run from every other
 * @param trainingSeconds spent so far, over all its lives
 * @param best the steps of the best checkpoint so far, judged by the last line of the loss; −1
 *     before the first such line
 * @param bestLoss the loss of that line; 0 before there is one
 * @param settings with nothing left to the program
 * @param dataSha256 of all images and labels, as hexadecimal digits
 */
record RunState(
    String run,
    Position position,
    double trainingSeconds,
    long best,
    double bestLoss,
    LossHistory losses,
    Settings settings,
    String dataSha256) {
  /** The key under which the version of this program stands. */
  static final String TOWERS = "towers";

  private static final String FORMAT = "format";

  RunState {
    if (!dataSha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no SHA-256: " + dataSha256);
    }
  }

  /** Before the first step of a new run. */
  static RunState first(Settings settings, String dataSha256) {
    return new RunState(
        UUID.randomUUID().toString(),
        Position.START,
        0,
        -1,
        0,
        LossHistory.NONE,
        settings,
        dataSha256);
  }

  /** The same run at a later step. */
  RunState at(Position position, double trainingSeconds, LossHistory losses) {
    boolean judged = losses.lines().size() > 1; // the first is of one step alone
    double loss = judged ? losses.lines().get(losses.lines().size() - 1).loss() : 0;
    boolean better = judged && (best < 0 || loss < bestLoss);
    return new RunState(
        run,
        position,
        trainingSeconds,
        better ? position.steps() : best,
        better ? loss : bestLoss,
        losses,
        settings,
        dataSha256);
  }

  /** The same state of a run that from now on has other settings. */
  RunState with(Settings other) {
    return new RunState(run, position, trainingSeconds, best, bestLoss, losses, other, dataSha256);
  }

  /** What {@link #parse} reads. */
  String json() throws JsonProcessingException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(FORMAT, SettingsFile.FORMAT);
    map.put("run", run);
    map.put("position", position);
    map.put("training_seconds", trainingSeconds);
    map.put("best", best);
    map.put("best_loss", bestLoss);
    map.put("losses", losses);
    map.put("settings", settings.byName());
    map.put("data_sha256", dataSha256);
    map.put("versions", versionsHere());
    return Json.page(map);
  }

  /**
   * The state that {@link #json} wrote, in this version or an earlier one.
   *
   * @throws JsonProcessingException if the text is no such state
   * @throws dev.towers.InputException if a later version wrote it
   */
  static RunState parse(String text) throws JsonProcessingException {
    JsonNode json = Json.tree(text);
    if (!(json instanceof ObjectNode state)) {
      throw Json.unlike("state of a run");
    }
    int format = state.path(FORMAT).asInt(1);
    SettingsFile.requireKnown(format);
    if (format < 2) {
      FirstFormat.raise(state);
    }
    try {
      return new RunState(
          Json.part(state, "run", String.class),
          Json.part(state, "position", Position.class),
          Json.part(state, "training_seconds", Double.class),
          Json.part(state, "best", Long.class),
          Json.part(state, "best_loss", Double.class),
          Json.part(state, "losses", LossHistory.class),
          SettingsFile.of(state.path("settings")),
          Json.part(state, "data_sha256", String.class));
    } catch (IllegalArgumentException e) {
      throw Json.unlike("state of a run: " + e.getMessage());
    }
  }

  static Map<String, String> versionsHere() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put(TOWERS, Version.number());
    versions.put("tensorflow", TensorFlow.version());
    versions.put("java", Runtime.version().toString());
    return versions;
  }
}
