package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.SettingName;
import dev.towers.files.Reason;
import dev.towers.run.RunFailedException;
import dev.towers.tower.NativeLibraryException;
import dev.towers.train.DivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.tensorflow.exceptions.TensorFlowException;

/** What went wrong, in a line that says what to type. */
final class Words {
  private static final String MILDER =
      "start another run, with another --run and a lower --learning-rate%s or --momentum";

  private Words() {}

  /** What is wrong with the user's input. */
  static String of(InputException wrong) {
    return firstLine(wrong.worded(SettingName::option));
  }

  /** Why work failed. */
  static String of(Throwable failure) {
    if (failure instanceof DivergedException diverged) {
      return firstLine(of(diverged));
    }
    if (failure instanceof RunFailedException failed) {
      return "%s; what was saved is kept: go on with %s"
          .formatted(firstLine(failed.getMessage()), "--resume --run " + failed.run());
    }
    boolean expected =
        failure instanceof IOException
            || failure instanceof UncheckedIOException
            || failure instanceof TensorFlowException
            || failure instanceof NativeLibraryException
            || failure instanceof OutOfMemoryError
            || failure instanceof InvalidPathException
            || failure.getCause() instanceof InvalidPathException
            || failure instanceof IllegalArgumentException && isTensorFlows(failure);
    return expected
        ? firstLine(Reason.of(failure))
        : "this should not happen: %s; --debug shows where"
            .formatted(firstLine(failure.toString()));
  }

  /**
   * The first line, without the word that some messages of picocli begin with, which is printed
   * before all, and without the control characters that a file's name may bring.
   */
  static String firstLine(String message) {
    String line = String.valueOf(message).lines().findFirst().orElse("");
    String text = line.startsWith("Error: ") ? line.substring("Error: ".length()) : line;
    return harmless(text);
  }

  /** The same without what would steer a terminal or turn its direction of writing. */
  static String harmless(String line) {
    return line.replaceAll("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]", "?");
  }

  private static String of(DivergedException diverged) {
    if (diverged.step().isEmpty()) {
      return diverged.getMessage() + ", so no model comes of it: " + MILDER.formatted("");
    }
    return diverged.getMessage()
        + ", so training stopped: "
        + MILDER.formatted(" than " + diverged.rate());
  }

  /** One of TensorFlow Java's exceptions is an IllegalArgumentException besides. */
  private static boolean isTensorFlows(Throwable failure) {
    return failure.getClass().getPackageName().startsWith("org.tensorflow");
  }
}
