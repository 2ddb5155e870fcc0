package dev.towers.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as pages have them, in the digits of no one country. */
public final class Numbers {
  private static final String NONE = "–";
  private static final int DIGITS = 6;

  private Numbers() {}

  /** A share from 0 to 1 as "55.4 %", which is not broken; a dash for none. */
  public static String percent(double share) {
    return Double.isNaN(share) ? NONE : format("%.1f\u00a0%%", 100 * share);
  }

  /** The same without digits after the point, where there is little room. */
  public static String wholePercent(double share) {
    return Double.isNaN(share) ? NONE : format("%.0f\u00a0%%", 100 * share);
  }

  /** A whole number as "12,500". */
  public static String count(long number) {
    return format("%,d", number);
  }

  /** A share as the number of percent alone, for tables that say so. */
  public static String hundredths(double share) {
    return format("%.2f", 100 * share);
  }

  /** A loss as the files of a run have it. */
  public static String loss(double loss) {
    return format("%.6f", loss);
  }

  /** With three digits after the point. */
  public static String thousandths(double number) {
    return format("%.3f", number);
  }

  /** With as many digits as it takes, six at most that count. */
  public static String plain(double number) {
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(DIGITS));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A time as "8.6 s", "5 min 41 s" or "2 h 05 min". */
  public static String time(double seconds) {
    long whole = Math.round(seconds);
    if (seconds < 60) {
      return format("%.1f\u00a0s", seconds);
    }
    return whole < 3600
        ? format("%d\u00a0min %02d\u00a0s", whole / 60, whole % 60)
        : format("%d\u00a0h %02d\u00a0min", whole / 3600, whole % 3600 / 60);
  }

  static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
