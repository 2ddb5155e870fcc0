package dev.towers.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folders in {@code base} that are named by whole numbers, the newest by the largest. */
public record NumberedFolders(Path base) {
  /** No sign and no zeros before it, so that a number has one name. */
  private static final String NUMBER = "0|[1-9][0-9]{0,17}";

  /** The folder of a number, whether it is there or not. */
  public Path folder(long number) {
    return base.resolve(Long.toString(number));
  }

  /** The numbers, the largest first; none where there is no such base. */
  public List<Long> newestFirst() throws IOException {
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

  /**
   * Deletes some. Each goes out of sight first, so that none is seen in part.
   *
   * @return those that stay, since they cannot be deleted: no one's work fails for that
   */
  public List<Path> delete(List<Long> numbers) {
    List<Path> staying = new ArrayList<>(numbers.stream().map(this::folder).toList());
    if (numbers.isEmpty()) {
      return staying;
    }
    try (HiddenFolder hidden = HiddenFolder.open(base)) {
      for (long number : numbers) {
        hidden.takeAway(folder(number));
        staying.remove(folder(number));
      }
    } catch (IOException | UncheckedIOException e) {
      // The caller says so where anyone should know.
    }
    return staying;
  }
}
