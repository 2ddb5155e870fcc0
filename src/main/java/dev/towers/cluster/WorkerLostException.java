package dev.towers.cluster;

import java.io.IOException;

/** A worker does not do what it was asked. */
public final class WorkerLostException extends IOException {
  private static final long serialVersionUID = 1L;

  public WorkerLostException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
