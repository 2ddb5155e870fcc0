package dev.towers.bench;

/**
 * How many threads a tower gets, whatever the number of towers or in view of it.
 *
 * @param divided whether {@code threads} are for all towers together
 */
public record ThreadShare(int threads, boolean divided) {

  /** The most that TensorFlow is asked for; more is a slip of the keyboard. */
  private static final int MOST = 1024;

  private static final WholeNumbers PER_TOWER = new WholeNumbers("threads-per-tower", 1, MOST);
  private static final WholeNumbers IN_TOTAL = new WholeNumbers("threads", 1, MOST);

  public static ThreadShare perTower(int threads) {
    return new ThreadShare(PER_TOWER.require(threads), false);
  }

  public static ThreadShare inTotal(int threads) {
    return new ThreadShare(IN_TOTAL.require(threads), true);
  }

  /** The share of each of so many towers: at least one thread. */
  public int ofTower(int towers) {
    return divided ? Math.max(1, threads / towers) : threads;
  }
}
