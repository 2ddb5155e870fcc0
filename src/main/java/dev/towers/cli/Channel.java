package dev.towers.cli;

import java.io.PrintStream;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * A standard stream, and whether it takes colours. They stress what the words say already.
 *
 * @param ansi on where colours are shown
 */
record Channel(PrintStream stream, Ansi ansi) {
  private static final String WARNING = "warning: ";

  /** As {@link #print}, with the word that says what it is. */
  void error(String message) {
    print(colored("error:", Style.bold, Style.fg_red) + " " + message);
  }

  /** As {@link #print}; where the line begins with the word for that, it is stressed. */
  void warning(String line) {
    print(
        line.startsWith(WARNING)
            ? colored("warning:", Style.bold, Style.fg_yellow)
                + line.substring(WARNING.length() - 1)
            : line);
  }

  /** As {@link #print}, for what matters most. */
  void headline(String line) {
    print(colored(line, Style.bold));
  }

  /** Prints a line at once. */
  void print(String line) {
    stream.println(line);
    stream.flush();
  }

  private String colored(String text, IStyle... styles) {
    return ansi.enabled() ? Style.on(styles) + text + Style.reset.off() : text;
  }
}
