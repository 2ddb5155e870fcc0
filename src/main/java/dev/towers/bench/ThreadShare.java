package dev.towers.bench;

import dev.towers.InputException;

/**
 * How many threads a tower gets, whatever the number of towers or in view of it.
 *
 * @param divided whether {@code threads} are for all towers together
 */
public record ThreadShare(int threads, boolean divided) {

  /** The most that TensorFlow is asked for; more is a slip of the keyboard. */
  private static final int MOST = 1024;

  public static ThreadShare perTower(int threads) {
    require("--threads-per-tower", threads);
    return new ThreadShare(threads, false);
  }

  public static ThreadShare inTotal(int threads) {
    require("--threads", threads);
    return new ThreadShare(threads, true);
  }

  /** The share of each of so many towers: at least one thread. */
  public int ofTower(int towers) {
    return divided ? Math.max(1, threads / towers) : threads;
  }

  private static void require(String option, int threads) {
    if (threads < 1 || threads > MOST) {
      throw new InputException(
          "%s takes a whole number from 1 to %,d, not %,d".formatted(option, MOST, threads));
    }
  }
}
