package dev.towers.run;

import java.nio.file.Path;

/**
 * The end of a run that was asked to stop; it can be gone on with.
 *
 * @param run its folder
 * @param step the last that it took
 * @param saved the step of the last checkpoint
 * @param trained whether only the tests and the model are missing
 */
public record Stopped(Path run, long step, long saved, boolean trained) implements Ending {
  @Override
  public Results results() {
    throw new IllegalStateException("the run in %s was stopped at step %d".formatted(run, step));
  }
}
