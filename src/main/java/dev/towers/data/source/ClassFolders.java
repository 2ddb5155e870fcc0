package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.files.UserPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder with one for each class.
 *
 * @param byName in their order
 */
record ClassFolders(Path path, Map<String, Path> byName) {
  static final int FEWEST = 2;

  /** As many as ImageNet has; the figures of a run grow with their square. */
  private static final int MOST = 1_000;

  /** How many classes that lack a folder are named. */
  private static final int MOST_MISSING = 10;

  /** Stands in a text for what could not be decoded. */
  private static final char UNKNOWN_CHARACTER = '\ufffd';

  /**
   * Those in a folder.
   *
   * @throws InputException if a name cannot be that of a class
   */
  static ClassFolders in(Path path) {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (Path folder : ImageTree.foldersIn(path)) {
      String name = folder.getFileName().toString();
      if (name.chars().anyMatch(Character::isISOControl)) {
        throw new InputException(
            "%s: expected the name of a class, found one with control characters; rename it"
                .formatted(folder.toString().replaceAll("\\p{Cntrl}", "?")));
      }
      if (name.indexOf(UNKNOWN_CHARACTER) >= 0 || folders.put(name, folder) != null) {
        throw new InputException(
            "%s: expected the name of a class in the encoding %s, found one in another; %s"
                .formatted(
                    folder,
                    UserPath.encoding(),
                    "rename it, or set LC_ALL=C.UTF-8 if it is right"));
      }
    }
    return new ClassFolders(path, folders);
  }

  /** The names of the classes, by their labels. */
  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * Ensures that there are classes to tell apart.
   *
   * @throws InputException if there are too few or too many
   */
  void requireCount() {
    if (byName.size() < FEWEST || byName.size() > MOST) {
      throw new InputException(
          "%s: expected a folder for each of %,d to %,d classes, found %,d; %s"
              .formatted(
                  path,
                  FEWEST,
                  MOST,
                  byName.size(),
                  byName.size() > MOST
                      ? "leave some out or put several into one"
                      : "put the images into train/<class> and test/<class>"));
    }
  }

  /**
   * Ensures that another part has the same classes.
   *
   * @throws InputException if one of them lacks a class of the other
   */
  void requireSame(ClassFolders other) {
    requireNoneMissing(byName.keySet(), other.byName.keySet(), other.path);
    requireNoneMissing(other.byName.keySet(), byName.keySet(), path);
  }

  private static void requireNoneMissing(Set<String> wanted, Set<String> there, Path part) {
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(there);
    if (!missing.isEmpty()) {
      throw new InputException(
          "%s: expected the same classes in train and test, found none called %s in %s; %s"
              .formatted(
                  part.getParent(),
                  missing.size() <= MOST_MISSING
                      ? String.join(", ", missing)
                      : "%s and %d others"
                          .formatted(
                              String.join(", ", missing.subList(0, MOST_MISSING)),
                              missing.size() - MOST_MISSING),
                  part.getFileName(),
                  "add its images or remove the class"));
    }
  }

  /**
   * Their images.
   *
   * @param others gets how many files there are that are no images, by their endings
   * @throws InputException if a class has none
   */
  LabeledFiles files(Map<String, Integer> others) {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int label = 0;
    for (Path folder : byName.values()) {
      ImageTree tree = ImageTree.of(folder);
      if (tree.images().isEmpty()) {
        throw new InputException(
            "%s: expected PNG, JPEG, GIF or BMP images, found none; add some or remove the class"
                .formatted(folder));
      }
      tree.others().forEach((ending, count) -> others.merge(ending, count, Integer::sum));
      for (Path file : tree.images()) {
        files.add(file);
        labels.add(label);
      }
      label++;
    }
    return new LabeledFiles(files, labels);
  }
}
