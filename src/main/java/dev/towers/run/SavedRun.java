package dev.towers.run;

import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.files.Json;
import dev.towers.train.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A run to go on with.
 *
 * @param variables at that state: the path of the TensorFlow checkpoint without its endings
 */
public record SavedRun(RunState state, Path variables) {

  /**
   * Finds the last good checkpoint of a run, and says which are passed over.
   *
   * @throws InputException if there is none
   */
  public static SavedRun find(RunFolder run, Output console) throws IOException {
    Checkpoints.Found<RunState> found =
        run.checkpoints()
            .newest(text -> Json.read(text, RunState.class), console::say)
            .orElseThrow(() -> none(run.path()));
    return new SavedRun(found.state(), found.variables());
  }

  /** What is told of a folder without a checkpoint that can be used. */
  public static InputException none(Path run) {
    return new InputException(
        "--resume needs a run with a good checkpoint; '%s' has none: start it without --resume"
            .formatted(run));
  }

  /**
   * Looks whether what the user gave is what the run began with.
   *
   * @throws InputException in one line with all differences, if it is not
   */
  public void requireSame(TrainSettings given) {
    List<String> differences = new ArrayList<>();
    Map<String, Object> began = state.settings().byOption();
    given
        .byOption()
        .forEach(
            (option, value) -> {
              if (!value.equals(began.get(option))) {
                differences.add("--%s %s, not %s".formatted(option, began.get(option), value));
              }
            });
    if (!differences.isEmpty()) {
      throw new InputException(
          "--resume goes on as the run began, with %s: leave that out, or start another run"
              .formatted(String.join(" and ", differences)));
    }
  }
}
