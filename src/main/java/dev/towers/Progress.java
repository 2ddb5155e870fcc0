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
    Object[] words = args.clone();
    for (int i = 0; i < words.length; i++) {
      if (words[i] instanceof SettingName setting) {
        words[i] = word(setting);
      }
    }
    say(String.format(Locale.ROOT, format, words));
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
