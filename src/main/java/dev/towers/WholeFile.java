package dev.towers;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that appears whole: written beside its place, then moved into it. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Puts {@code bytes} in place of {@code file} and makes the folders above it.
   *
   * @throws IOException in one line for the user, if that cannot be done; what stood there still
   *     does
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path target = file.toAbsolutePath();
    if (target.getFileName() == null || Files.isDirectory(target)) {
      throw new IOException("cannot write %s: it is a folder".formatted(file));
    }
    // Not createTempFile, whose files only their owner may read.
    Path beside =
        target.resolveSibling(".%s.%s".formatted(target.getFileName(), UUID.randomUUID()));
    try {
      Files.createDirectories(target.getParent());
      try {
        Files.write(beside, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new IOException("cannot write %s: %s".formatted(file, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is not a folder";
    }
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getReason();
    }
    return e.getMessage();
  }
}
