package dev.towers;

/**
 * The user's input was wrong: a flag, a file, a model.
 *
 * <p>The message is one line for the user that says what was expected, what was found and what to
 * type; the command line prints it alone and exits with 2.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
