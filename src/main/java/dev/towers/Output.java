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

  /** Tells of an event, by default in its lines. */
  default void tell(Event event) {
    event.lines().forEach(this::print);
  }

  /** The same with results, but of all else the warnings alone. */
  default Output withoutProgress() {
    return new SplitOutput(this, warningsAlone());
  }

  /** Warnings alone. */
  default Output quiet() {
    return new SplitOutput(silent(), warningsAlone());
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
