package dev.towers.run;

/** How a run came to its end. */
public sealed interface Ending permits Results, Stopped {
  /**
   * What came of it.
   *
   * @throws IllegalStateException if it was stopped before
   */
  Results results();
}
