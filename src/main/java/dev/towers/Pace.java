package dev.towers;

import java.util.function.LongSupplier;

/**
 * Measures how fast a task goes. What was done before it was told of the first time, by an earlier
 * life of a run for instance, does not count for speed. Threads may share it.
 */
public final class Pace {
  private final String task;
  private final String unit;
  private final long total;
  private final LongSupplier clock;
  private boolean going;
  private long first;
  private long started;
  private long done;

  /**
   * @param unit of {@code total}, in the plural
   * @param total how much there is to do; 0 if that is not known
   * @param clock in nanoseconds
   */
  public Pace(String task, String unit, long total, LongSupplier clock) {
    this.task = task;
    this.unit = unit;
    this.total = total;
    this.clock = clock;
  }

  /** So much is done, counted from the start of the task. */
  public synchronized void reached(long done) {
    if (!going) {
      going = true;
      first = done;
      started = clock.getAsLong();
    }
    this.done = done;
  }

  /** How far the task is now. */
  public synchronized Headway headway() {
    double seconds = going ? (clock.getAsLong() - started) / 1e9 : 0;
    return new Headway(task, unit, done, total, seconds > 0 ? (done - first) / seconds : 0);
  }
}
