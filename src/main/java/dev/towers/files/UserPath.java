package dev.towers.files;

import dev.towers.InputException;
import dev.towers.SettingName;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A path as a user types it: of this machine, and written out. */
public final class UserPath {
  private static final Pattern ADDRESS = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");
  private static final Pattern HOME = Pattern.compile("~[^/]*(/.*)?");
  private static final Pattern PATTERN =
      Pattern.compile(File.separatorChar == '\\' ? "\\[" : "[\\[\\\\]");

  private static final int ASCII_MAX = 127;

  private UserPath() {}

  /**
   * @throws InputException if the text only looks like a path
   */
  public static Path of(SettingName setting, String text) {
    problem(text)
        .ifPresent(
            problem -> {
              throw InputException.about("%s: expected %s", setting, problem);
            });
    return Path.of(text);
  }

  /**
   * A path whose files TensorFlow will read as a checkpoint.
   *
   * @throws InputException if TensorFlow would take it for a pattern
   */
  public static Path ofCheckpoint(SettingName setting, String text) {
    Path path = of(setting, text);
    if (PATTERN.matcher(text).find()) {
      throw InputException.about(
          "%s: expected a path without [ and \\, which TensorFlow takes for a pattern, found '%s';"
              + " choose another name, or go into that folder and name it from there",
          setting, text);
    }
    return path;
  }

  /** The encoding of the names of files, which the language settings of the process decide. */
  public static String encoding() {
    return System.getProperty("sun.jnu.encoding", "of this system");
  }

  /** Says of a path that it has letters which the process cannot write, and what to do. */
  public static String unwritable(InvalidPathException e) {
    return "the name '%s', which cannot be written in the encoding %s of this process; set LC_ALL=C.UTF-8"
        .formatted(e.getInput(), encoding());
  }

  /** What is expected and was found, where the text is no path; nothing where it is one. */
  public static Optional<String> problem(String text) {
    if (text.isBlank()) {
      return Optional.of("a path, found nothing; write one");
    }
    if (ADDRESS.matcher(text).matches()) {
      return Optional.of(
          text.startsWith("file:")
              ? "a path, found the address '%s'; leave out what stands before the path"
                  .formatted(text)
              : "a path of this machine, found the address '%s'; copy it here first"
                  .formatted(text));
    }
    if (HOME.matcher(text).matches()) {
      return Optional.of(
          "a path that is written out, found '%s', in which your shell has left the ~;"
                  .formatted(text)
              + " write $HOME for it, or ./~ for a file of that name");
    }
    try {
      Path.of(text);
      return Optional.empty();
    } catch (InvalidPathException e) {
      if (text.chars().anyMatch(character -> character > ASCII_MAX)) {
        return Optional.of("a path, found " + unwritable(e));
      }
      return Optional.of(
          "a path, found what cannot be one (%s): '%s'; write another"
              .formatted(e.getReason(), text));
    }
  }
}
