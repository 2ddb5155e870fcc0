package dev.towers;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How far a task is as a line a minute, for logs: work that takes less says nothing. */
public final class SpokenMeter implements Progress.Meter {
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  private final Progress speaker;
  private final Pace pace;
  private final LongSupplier clock;
  private long told;

  /**
   * @param total how much there is to do; 0 if that is not known
   * @param clock in nanoseconds
   */
  public SpokenMeter(Progress speaker, String task, String unit, long total, LongSupplier clock) {
    this.speaker = speaker;
    this.clock = clock;
    pace = new Pace(task, unit, total, clock);
    told = clock.getAsLong();
  }

  @Override
  public void reached(long done) {
    pace.reached(done);
    long now = clock.getAsLong();
    if (now - told >= BETWEEN.toNanos()) {
      told = now;
      speaker.say(pace.headway().sentence());
    }
  }

  @Override
  public void close() {}
}
