package dev.towers;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How far a task is as a line a minute, for logs: work that takes less says nothing. */
public final class SpokenMeter implements Progress.Meter {
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  private final Progress speaker;
  private final String task;
  private final String unit;
  private final long scale;
  private final long total;
  private final LongSupplier clock;
  private long started;
  private long first = -1;
  private long told;

  /**
   * @param total how much there is to do; 0 if that is not known
   * @param clock in nanoseconds
   */
  public SpokenMeter(Progress speaker, String task, String unit, long total, LongSupplier clock) {
    boolean bytes = unit.equals("bytes");
    this.speaker = speaker;
    this.task = task;
    this.unit = bytes ? "MB" : unit;
    this.scale = bytes ? 1_000_000 : 1;
    this.total = total;
    this.clock = clock;
    told = clock.getAsLong();
  }

  /** What was done before the first call, by an earlier life of a run, does not count for speed. */
  @Override
  public void reached(long done) {
    long now = clock.getAsLong();
    if (first < 0) {
      first = done;
      started = now;
    }
    if (now - told < BETWEEN.toNanos()) {
      return;
    }
    told = now;
    double perSecond = (done - first) / ((now - started) / 1e9);
    String left =
        perSecond > 0 && total > done ? ", " + words((total - done) / perSecond) + " left" : "";
    if (total > 0) {
      speaker.say("%s: %,d of %,d %s%s", task, done / scale, total / scale, unit, left);
    } else {
      speaker.say("%s: %,d %s", task, done / scale, unit);
    }
  }

  private static String words(double seconds) {
    Duration left = Duration.ofSeconds(Math.round(seconds));
    if (left.toMinutes() < 1) {
      return left.toSeconds() + " s";
    }
    return left.toHours() < 1
        ? Math.round(left.toSeconds() / 60.0) + " min"
        : "%d h %d min".formatted(left.toHours(), left.toMinutesPart());
  }

  @Override
  public void close() {}
}
