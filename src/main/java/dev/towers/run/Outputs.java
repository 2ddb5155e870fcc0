package dev.towers.run;

import dev.towers.InputException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * What a run leaves besides its result, and where: options that do not change a bit of the weights.
 *
 * @param export the folder of the model's versions
 * @param keepVersions how many versions of the model to leave, 0 for all
 * @param checkpointEvery steps between two checkpoints; 0 for none but those of epochs and time
 */
public record Outputs(String export, int keepVersions, int checkpointEvery) {
  public static final int KEEP_ALL = 0;
  public static final int CHECKPOINT_EVERY = 5000;

  private static final DateTimeFormatter RUN = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  public Outputs {
    require(keepVersions >= 0, "--keep-versions takes a whole number, 0 for all", keepVersions);
    require(
        checkpointEvery >= 0,
        "--checkpoint-every takes a whole number of steps, 0 for only once an epoch",
        checkpointEvery);
  }

  /** What a run leaves where the user says nothing. */
  public static Outputs usual(TrainSettings settings) {
    return new Outputs(
        Path.of("savedmodel", settings.network()).toString(), KEEP_ALL, CHECKPOINT_EVERY);
  }

  /** The folder of a run that the user gives no name. */
  public static Path usualRun() {
    return Path.of("runs", RUN.format(LocalDateTime.now()));
  }

  private static void require(boolean valid, String expected, int found) {
    if (!valid) {
      throw new InputException("%s, not %d".formatted(expected, found));
    }
  }
}
