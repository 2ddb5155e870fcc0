package dev.towers;

import java.util.Locale;

/** Where work tells what came of it, line by line, besides how far it is. */
public interface Output extends Progress {
  /** Prints one line that is a result. */
  void print(String line);

  /** Prints one line that is a result, in the digits of no one country. */
  default void print(String format, Object... args) {
    print(String.format(Locale.ROOT, format, args));
  }

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

  /** Prints and shows nothing. */
  static Output silent() {
    return new Output() {
      private final Progress progress = Progress.silent();

      @Override
      public void print(String line) {}

      @Override
      public void say(String line) {}

      @Override
      public Meter open(String task, String unit, long total) {
        return progress.open(task, unit, total);
      }
    };
  }
}
