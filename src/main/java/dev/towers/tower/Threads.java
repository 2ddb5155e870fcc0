package dev.towers.tower;

/**
 * The threads of a session.
 *
 * @param withinOp threads that share the work of one op; every CPU device has so many of its own
 * @param betweenOps threads that run ops side by side, all devices together
 */
public record Threads(int withinOp, int betweenOps) {
  public Threads {
    if (withinOp < 1 || betweenOps < 1) {
      throw new IllegalArgumentException(
          "%d threads within an op, %d between ops".formatted(withinOp, betweenOps));
    }
  }

  /**
   * So many threads for each of several towers. There are more threads between ops than towers
   * where there is more than one: a tower that waits for another must not hold the thread that the
   * other needs.
   */
  public static Threads perTower(int threads, int towers) {
    return new Threads(threads, towers == 1 ? threads : 2 * towers);
  }
}
