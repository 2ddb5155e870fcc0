package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.files.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FilenameUtils;

/**
 * The image files under a folder, in its sub-folders too.
 *
 * @param images in the order of their paths
 * @param others how many files of other types were passed over, by their endings; hidden ones do
 *     not count
 */
record ImageTree(List<Path> images, Map<String, Integer> others) {
  private static final Set<String> OF_SYSTEMS =
      Set.of(
          "__MACOSX",
          "@eaDir",
          "lost+found",
          "$RECYCLE.BIN",
          "System Volume Information",
          "Thumbs.db",
          "desktop.ini");

  /**
   * Looks through a folder. Links are followed.
   *
   * @throws InputException if it cannot be read
   */
  static ImageTree of(Path folder) {
    List<Path> images = new ArrayList<>();
    Map<String, Integer> others = new TreeMap<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
              return isOfSystem(path) && !path.equals(folder)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
              if (EncodedImage.isNamedAsImage(path)) {
                images.add(path);
              } else if (!isOfSystem(path)) {
                others.merge(ending(path), 1, Integer::sum);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
              if (e instanceof AccessDeniedException) {
                throw unreadable(path, e);
              }
              return visitFile(path, null); // a link that leads back, or nowhere
            }
          });
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    images.sort(Comparator.comparing(Path::toString));
    return new ImageTree(images, others);
  }

  /**
   * The folders in a folder by their names, without those of systems.
   *
   * @throws InputException if it cannot be read
   */
  static List<Path> foldersIn(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .filter(entry -> !isOfSystem(entry))
          .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * Whether there is an image in a folder or in one in it; where nothing can be read, there is
   * none.
   */
  static boolean isLikelyClass(Path folder) {
    try (Stream<Path> near = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
      return near.anyMatch(path -> EncodedImage.isNamedAsImage(path) && Files.isRegularFile(path));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** What to throw at a folder that is there and may not be read. */
  static InputException unreadable(Path folder) {
    return new InputException(
        "%s: expected a folder that may be read, found no permission for it; give it with chmod"
            .formatted(folder));
  }

  private static InputException unreadable(Path folder, IOException e) {
    return e instanceof AccessDeniedException
        ? unreadable(folder)
        : new InputException(
            "%s: expected a folder that can be read, found one that cannot (%s); look at the disk"
                .formatted(folder, Reason.of(e)),
            e);
  }

  /** Hidden, or laid there by a system, an archiver or a disk station. */
  private static boolean isOfSystem(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || OF_SYSTEMS.contains(name);
  }

  private static String ending(Path path) {
    String ending = FilenameUtils.getExtension(path.getFileName().toString());
    return ending.isEmpty() ? "without ending" : "." + ending.toLowerCase(Locale.ROOT);
  }
}
