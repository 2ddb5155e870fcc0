package dev.towers;

import java.util.Locale;
import java.util.function.Function;

/**
 * The user's input was wrong: a setting, a file, a model.
 *
 * <p>The message is one line for the user that says what was expected, what was found and what to
 * do; the command line prints it alone and exits with 2.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String format;
  private final transient Object[] arguments;

  public InputException(String message) {
    this(message, (Throwable) null);
  }

  public InputException(String message, Throwable cause) {
    this(cause, "%s", message);
  }

  private InputException(Throwable cause, String format, Object... arguments) {
    super(worded(SettingName::name, format, arguments), cause);
    this.format = format;
    this.arguments = arguments.clone();
  }

  /**
   * One about settings.
   *
   * @param format of {@link String#format}
   * @param arguments for it, each {@link SettingName} among them, and in each other of these
   *     exceptions, being written as {@link #worded} is told to
   */
  public static InputException about(String format, Object... arguments) {
    return new InputException(null, format, arguments);
  }

  /** As {@link #about(String, Object...)}, with the failure that told of it. */
  public static InputException about(Throwable cause, String format, Object... arguments) {
    return new InputException(cause, format, arguments);
  }

  /** The message with the names of settings as {@code wording} writes them. */
  public String worded(Function<SettingName, String> wording) {
    return arguments == null ? getMessage() : worded(wording, format, arguments);
  }

  private static String worded(
      Function<SettingName, String> wording, String format, Object... arguments) {
    Object[] words = arguments.clone();
    for (int i = 0; i < words.length; i++) {
      if (words[i] instanceof SettingName name) {
        words[i] = wording.apply(name);
      } else if (words[i] instanceof InputException other) {
        words[i] = other.worded(wording);
      }
    }
    return String.format(Locale.ROOT, format, words);
  }
}
