package dev.towers.run;

/** A run is to go on with more workers than it has; all that it did is saved. */
final class WorkerBackException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param worker that is there, and is not had
   */
  WorkerBackException(String worker) {
    super(worker);
  }
}
