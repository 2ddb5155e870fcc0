package dev.towers.cluster;

import java.io.IOException;
import java.util.List;

/** A worker does not do what it was asked. */
public final class WorkerLostException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<WorkerAddress> workers;

  /**
   * @param workers that are known to be lost
   */
  public WorkerLostException(String reason, List<WorkerAddress> workers, Throwable cause) {
    super(reason, cause);
    this.workers = List.copyOf(workers);
  }

  /** Those that are known to be lost; none where no more is known than that one must be. */
  public List<WorkerAddress> workers() {
    return workers;
  }
}
