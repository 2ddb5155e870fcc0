package dev.towers.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder whose parts are named by whole numbers, the newest by the largest. */
public final class NumberedFolders {
  /** No sign and no zeros before it, so that a number has one name. */
  private static final String NUMBER = "0|[1-9][0-9]{0,17}";

  private NumberedFolders() {}

  /** The numbers in {@code base}, the largest first; none where there is no such folder. */
  public static List<Long> newestFirst(Path base) throws IOException {
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(base)) {
      return children
          .map(child -> child.getFileName().toString())
          .filter(name -> name.matches(NUMBER))
          .map(Long::valueOf)
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }
}
