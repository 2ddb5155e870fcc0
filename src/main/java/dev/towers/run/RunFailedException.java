package dev.towers.run;

import java.io.IOException;
import java.nio.file.Path;

/** A run could not go on, through no fault of its settings; what it had saved is kept. */
public final class RunFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path run;

  RunFailedException(String reason, Path run, Throwable cause) {
    super(reason, cause);
    this.run = run;
  }

  /** The folder of the run, to go on with. */
  public Path run() {
    return run;
  }
}
