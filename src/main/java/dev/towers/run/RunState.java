package dev.towers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
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
 * @param versions of what computed it, by name
 */
public record RunState(
    String run,
    Position position,
    double trainingSeconds,
    long best,
    double bestLoss,
    LossHistory losses,
    TrainSettings settings,
    Outputs outputs,
    Circumstances circumstances,
    Map<String, String> versions) {

  /** Before the first step of a new run. */
  static RunState first(TrainSettings settings, Outputs outputs, Circumstances circumstances) {
    return new RunState(
        UUID.randomUUID().toString(),
        Position.START,
        0,
        -1,
        0,
        LossHistory.NONE,
        settings,
        outputs,
        circumstances,
        versionsHere());
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
        outputs,
        circumstances,
        versionsHere());
  }

  /** The same state for a run that from now on leaves other things. */
  RunState leaving(Outputs other) {
    return new RunState(
        run,
        position,
        trainingSeconds,
        best,
        bestLoss,
        losses,
        settings,
        other,
        circumstances,
        versions);
  }

  String json() throws JsonProcessingException {
    return Json.page(this);
  }

  static Map<String, String> versionsHere() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("towers", Version.number());
    versions.put("tensorflow", TensorFlow.version());
    versions.put("java", Runtime.version().toString());
    return versions;
  }
}
