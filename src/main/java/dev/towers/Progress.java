package dev.towers;

import java.util.Locale;

/** Where long work tells people how far it is. Results never travel this way. */
public interface Progress {
  /** Shows one line that is neither result nor error. */
  void say(String line);

  /** How whoever reads this writes a setting. */
  default String word(SettingName setting) {
    return setting.name();
  }

  /** Shows one line that is neither result nor error, with settings as {@link #word} has them. */
  default void say(String format, Object... args) {
    say(worded(format, args));
  }

  /** Shows one line about something amiss, with which the work goes on. */
  default void warn(String line) {
    say(line);
  }

  /** As {@link #warn(String)}, with settings as {@link #word} has them. */
  default void warn(String format, Object... args) {
    warn(worded(format, args));
  }

  private String worded(String format, Object... args) {
    Object[] words = args.clone();
    for (int i = 0; i < words.length; i++) {
      if (words[i] instanceof SettingName setting) {
        words[i] = word(setting);
      }
    }
    return String.format(Locale.ROOT, format, words);
  }

  /**
   * Starts to show how far a task is; the caller closes the meter.
   *
   * @param unit of {@code total}, in the plural: "images", "bytes"
   * @param total how much there is to do; 0 if that is not known
   */
  Meter open(String task, String unit, long total);

  /** How far one task is. */
  interface Meter extends AutoCloseable {
    /** So much is done, counted from the start of the task. */
    void reached(long done);

    @Override
    void close();
  }

  /** The same for who wants to read only what is amiss. */
  default Progress warningsAlone() {
    Progress all = this;
    return new Progress() {
      @Override
      public void say(String line) {}

      @Override
      public void warn(String line) {
        all.warn(line);
      }

      @Override
      public String word(SettingName setting) {
        return all.word(setting);
      }

      @Override
      public Meter open(String task, String unit, long total) {
        return silent().open(task, unit, total);
      }
    };
  }

  /** Shows nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void say(String line) {}

      @Override
      public Meter open(String task, String unit, long total) {
        return new Meter() {
          @Override
          public void reached(long done) {}

          @Override
          public void close() {}
        };
      }
    };
  }
}
