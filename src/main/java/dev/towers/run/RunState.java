package dev.towers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towers.Version;
import dev.towers.files.Json;
import dev.towers.train.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.tensorflow.TensorFlow;

/**
 * All that a run knows at one of its steps, besides the variables: with both it goes on as if it
 * had never stopped. The seeds of all that is random come from that of the settings.
 *
 * @param run tells this run from every other
 * @param trainingSeconds spent so far, over all its lives
 * @param best its best checkpoint so far
 * @param history what it has told so far
 * @param settings with nothing left to the program
 * @param dataSha256 of all images and labels, as hexadecimal digits
 */
record RunState(
    String run,
    Position position,
    double trainingSeconds,
    Best best,
    RunHistory history,
    Settings settings,
    String dataSha256) {
  /** The key under which the version of this program stands. */
  static final String TOWERS = "towers";

  private static final String FORMAT = "format";
  private static final String CURVE = "curve";
  private static final String TRAININGS = "trainings";
  private static final String VALIDATIONS = "validations";

  RunState {
    if (!dataSha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no SHA-256: " + dataSha256);
    }
  }

  /**
   * The checkpoint whose weights are the least bad.
   *
   * @param steps done when it was written; −1 before any is known to be good or bad
   * @param loss what it was judged by, as {@link RunHistory#badness} tells it
   */
  record Best(long steps, double loss) {
    static final Best NONE = new Best(-1, 0);

    /** This one, or a later one that is less bad. */
    Best or(long later, OptionalDouble badness) {
      boolean better = badness.isPresent() && (steps < 0 || badness.getAsDouble() < loss);
      return better ? new Best(later, badness.getAsDouble()) : this;
    }
  }

  /** Before the first step of a new run. */
  static RunState first(Settings settings, String dataSha256) {
    return new RunState(
        UUID.randomUUID().toString(),
        Position.START,
        0,
        Best.NONE,
        RunHistory.NONE,
        settings,
        dataSha256);
  }

  /**
   * The same run at a later step.
   *
   * @param validated whether scores of validation, and not the loss, tell which checkpoint is best
   */
  RunState at(Position position, double trainingSeconds, RunHistory history, boolean validated) {
    Best better = best.or(position.steps(), history.badness(validated, position.steps()));
    return new RunState(run, position, trainingSeconds, better, history, settings, dataSha256);
  }

  /** The same state of a run that from now on has other settings. */
  RunState with(Settings other) {
    return new RunState(run, position, trainingSeconds, best, history, other, dataSha256);
  }

  /** What {@link #parse} reads. */
  String json() throws JsonProcessingException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(FORMAT, SettingsFile.FORMAT);
    map.put("run", run);
    map.put("position", position);
    map.put("training_seconds", trainingSeconds);
    map.put("best", best.steps());
    map.put("best_loss", best.loss());
    map.put("losses", history.losses());
    map.put(CURVE, history.curve());
    map.put(TRAININGS, history.trainings());
    map.put(VALIDATIONS, history.validations());
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
      LossHistory losses = Json.part(state, "losses", LossHistory.class);
      return new RunState(
          Json.part(state, "run", String.class),
          Json.part(state, "position", Position.class),
          Json.part(state, "training_seconds", Double.class),
          new Best(
              Json.part(state, "best", Long.class), Json.part(state, "best_loss", Double.class)),
          new RunHistory(
              losses,
              state.has(CURVE)
                  ? Json.part(state, CURVE, LossHistory.class)
                  : new LossHistory(losses.lines(), 0, 0),
              scores(state, TRAININGS),
              scores(state, VALIDATIONS)),
          SettingsFile.of(state.path("settings")),
          Json.part(state, "data_sha256", String.class));
    } catch (IllegalArgumentException e) {
      throw Json.unlike("state of a run: " + e.getMessage());
    }
  }

  /** None where a version wrote the state that kept none. */
  private static List<EpochScore> scores(ObjectNode state, String name)
      throws JsonProcessingException {
    return state.has(name) ? List.of(Json.part(state, name, EpochScore[].class)) : List.of();
  }

  static Map<String, String> versionsHere() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put(TOWERS, Version.number());
    versions.put("tensorflow", TensorFlow.version());
    versions.put("java", Runtime.version().toString());
    return versions;
  }
}
