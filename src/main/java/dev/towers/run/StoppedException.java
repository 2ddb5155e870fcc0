package dev.towers.run;

/** The user asked the run to stop, and it did, at a point from which it can go on. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message says how to go on
   */
  StoppedException(String message) {
    super(message);
  }
}
