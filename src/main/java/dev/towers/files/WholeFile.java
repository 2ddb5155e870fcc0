package dev.towers.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file that appears whole: written beside its place, then moved into it. */
public final class WholeFile {
  private static final Pattern UNFINISHED =
      Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private WholeFile() {}

  /**
   * Puts {@code bytes} in place of {@code file}, or of that to which a link leads, and makes the
   * folders above it. A device or a pipe is written to.
   *
   * @throws IOException in one line for the user, if that cannot be done; what stood there still
   *     does
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("cannot write %s: it is a folder".formatted(file));
    }
    try {
      if (isDevice(file)) {
        Files.write(file, bytes, StandardOpenOption.WRITE);
      } else {
        replace(target(file), bytes);
      }
    } catch (IOException e) {
      throw new IOException("cannot write %s: %s".formatted(file, Reason.of(e)), e);
    }
  }

  private static void replace(Path target, byte[] bytes) throws IOException {
    // Not createTempFile, whose files only their owner may read.
    Path beside =
        target.resolveSibling(".%s.%s".formatted(target.getFileName(), UUID.randomUUID()));
    Folders.make(target.getParent());
    try {
      Files.write(
          beside,
          bytes,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Whether a path leads to a device, a pipe or the like, whose place no file may take. */
  static boolean isDevice(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /** Where the file is to which a path leads, by whatever links. */
  static Path target(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
  }

  /**
   * Deletes what killed processes left unfinished in {@code folder}, in which no one may be
   * writing.
   */
  public static void sweep(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : (Iterable<Path>) children::iterator) {
        if (UNFINISHED.matcher(child.getFileName().toString()).matches()) {
          Files.deleteIfExists(child);
        }
      }
    }
  }
}
