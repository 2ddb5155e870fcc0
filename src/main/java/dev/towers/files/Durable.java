package dev.towers.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** What has reached the disk, so that even a machine that loses its power keeps it. */
public final class Durable {
  private static final boolean FOLDERS_OPEN =
      !System.getProperty("os.name", "").startsWith("Windows");

  private Durable() {}

  /** Forces every file under {@code folder} to the disk, and the folders that name them. */
  public static void forceTree(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isDirectory(path)) {
          forceFolder(path);
        } else {
          forceFile(path);
        }
      }
    }
  }

  /** Forces the names in {@code folder} to the disk, such as one that a move has just changed. */
  public static void forceFolder(Path folder) throws IOException {
    if (FOLDERS_OPEN) { // Windows opens no folder, and forces its names by itself
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        if (!isUnknown(String.valueOf(e.getMessage()))) {
          throw e;
        }
      }
    }
  }

  /** Some file systems in user space cannot force folders; nothing more can be done on them. */
  static boolean isUnknown(String reason) {
    return reason.matches("Invalid argument|Operation not supported|Function not implemented");
  }

  private static void forceFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
