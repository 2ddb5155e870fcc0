package dev.towers;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a task is and how fast it goes, in words; those for what is not known are empty.
 *
 * @param unit of {@code done} and {@code total}, in the plural; bytes are told in MB
 * @param total how much there is to do; 0 if that is not known
 * @param perSecond 0 if that is not known
 */
public record Headway(String task, String unit, long done, long total, double perSecond) {
  private static final int BYTES_PER_MB = 1_000_000;

  /** Below that a rate has a digit after the point. */
  private static final int SLOW = 100;

  /** From 0 to 1; 0 where the total is not known. */
  public double part() {
    return total > 0 ? Math.min(1, (double) done / total) : 0;
  }

  /** Such as "12 %". */
  public String share() {
    return total > 0 ? format("%d %%", 100 * Math.min(done, total) / total) : "";
  }

  /** Such as "600 of 10,000 images". */
  public String amount() {
    return total > 0
        ? format("%,d of %,d %s", done / scale(), total / scale(), word())
        : format("%,d %s", done / scale(), word());
  }

  /** Such as "1,234 images/s". */
  public String rate() {
    if (perSecond <= 0) {
      return "";
    }
    double rate = perSecond / scale();
    return scale() > 1 && rate < 1
        ? format("%.0f kB/s", 1000 * rate)
        : format(rate < SLOW ? "%.1f %s/s" : "%,.0f %s/s", rate, word());
  }

  /** Such as "2 min left". */
  public String left() {
    if (perSecond <= 0 || total <= done) {
      return "";
    }
    Duration left = Duration.ofSeconds(Math.round((total - done) / perSecond));
    if (left.toMinutes() < 1) {
      return left.toSeconds() + " s left";
    }
    return left.toHours() < 1
        ? Math.round(left.toSeconds() / 60.0) + " min left"
        : format("%d h %d min left", left.toHours(), left.toMinutesPart());
  }

  /** The same when all is done. */
  public Headway atEnd() {
    return new Headway(task, unit, Math.max(done, total), total, perSecond);
  }

  /** All of it but the share, for a log. */
  public String sentence() {
    return task + ": " + listed(amount(), rate(), left());
  }

  /** Those that are known, with commas between them. */
  public static String listed(String... words) {
    return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
  }

  private String word() {
    return scale() == 1 ? unit : "MB";
  }

  private int scale() {
    return unit.equals("bytes") ? BYTES_PER_MB : 1;
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
