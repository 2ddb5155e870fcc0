package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.ImageForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FilenameUtils;

/**
 * A folder of images, {@code train/<class>/*} and {@code test/<class>/*}, PNG, JPEG, GIF or BMP; or
 * {@code <class>/*} alone, of which a part is then kept for testing. Labels are the places of the
 * class names in sorted order.
 *
 * @param train the folder of the classes to train with
 * @param validation that to validate with, if there is one besides that to test with
 * @param test that to test with, if there is one
 */
record ImageFolder(Path path, Path train, Optional<Path> validation, Optional<Path> test) {
  /** One image in so many is kept for testing where there is no folder of such. */
  private static final int ONE_TO_TEST_IN = 5;

  static final List<String> TRAIN_NAMES = List.of("train", "training");
  static final List<String> VALIDATION_NAMES = List.of("val", "valid", "validation");

  /** Where there are no others, images to validate with are to test with. */
  static final List<String> TEST_NAMES = List.of("test", "testing", "val", "valid", "validation");

  /**
   * The folder, if it has images to train with.
   *
   * @throws InputException if it may not be read
   */
  static Optional<ImageFolder> find(Path folder) {
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      throw ImageTree.unreadable(folder);
    }
    List<Path> children = ImageTree.foldersIn(folder);
    Optional<Path> train = named(TRAIN_NAMES, children);
    Optional<Path> test = named(TEST_NAMES, children);
    if (train.isPresent()) {
      Optional<Path> validation =
          named(VALIDATION_NAMES, children).filter(found -> !found.equals(test.get()));
      return Optional.of(new ImageFolder(folder, train.get(), validation, test));
    }
    boolean classes =
        test.isEmpty()
            && children.stream().filter(ImageTree::isLikelyClass).limit(ClassFolders.FEWEST).count()
                == ClassFolders.FEWEST;
    return classes
        ? Optional.of(new ImageFolder(folder, folder, Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  /** Whether a folder that lies in this one would be read as a class to train with. */
  boolean takesForClass(Path folder) {
    return folder.toAbsolutePath().normalize().startsWith(train.toAbsolutePath().normalize());
  }

  private static Optional<Path> named(List<String> names, List<Path> folders) {
    return names.stream()
        .flatMap(
            name ->
                folders.stream()
                    .filter(
                        folder ->
                            folder.getFileName().toString().toLowerCase(Locale.ROOT).equals(name)))
        .findFirst();
  }

  /**
   * Decodes all images.
   *
   * @param skipBad whether to go on without those that cannot be decoded
   * @throws InputException if train and test have other classes, a class has no image, there are
   *     too few or too many classes, or an image cannot be read, or is of another size than the
   *     first where the form is native
   */
  Dataset read(ImageForm form, boolean skipBad, Progress progress) throws InterruptedException {
    ClassFolders toTrain = ClassFolders.in(train);
    toTrain.requireCount();
    Map<String, Integer> others = new TreeMap<>();
    LabeledFiles trainFiles = toTrain.files(others);
    LabeledFiles validationFiles = filesOf(validation, toTrain, others);
    LabeledFiles testFiles = filesOf(test, toTrain, others);
    if (test.isEmpty()) {
      progress.say(
          "%s has no folder to test with: a fifth of each class, chosen by the names of its files, is kept for that."
              .formatted(path));
      Set<Path> kept = keptForTesting(trainFiles, toTrain.names());
      testFiles = trainFiles.where(kept::contains);
      trainFiles = trainFiles.where(file -> !kept.contains(file));
    }
    tellOf(others, progress);
    tellOfOtherParts(progress);
    return new ImageParts(
            path.toString(), toTrain.names(), List.of(trainFiles, validationFiles, testFiles))
        .decode(form, skipBad, progress);
  }

  /** Those of a part that there may be, whose classes are those to train with. */
  private static LabeledFiles filesOf(
      Optional<Path> part, ClassFolders toTrain, Map<String, Integer> others) {
    if (part.isEmpty()) {
      return LabeledFiles.NONE;
    }
    ClassFolders folders = ClassFolders.in(part.get());
    toTrain.requireSame(folders);
    return folders.files(others);
  }

  /** Folders that are none of the parts. */
  private void tellOfOtherParts(Progress progress) {
    if (train.equals(path)) {
      return;
    }
    for (Path child : ImageTree.foldersIn(path)) {
      boolean used =
          child.equals(train)
              || validation.filter(child::equals).isPresent()
              || test.filter(child::equals).isPresent();
      if (!used) {
        progress.warn("%s is not looked at.".formatted(child));
      }
    }
  }

  private static void tellOf(Map<String, Integer> others, Progress progress) {
    if (!others.isEmpty()) {
      int count = others.values().stream().mapToInt(Integer::intValue).sum();
      progress.warn(
          "%d files passed over: %s"
              .formatted(
                  count,
                  others.entrySet().stream()
                      .map(entry -> entry.getValue() + " " + entry.getKey())
                      .collect(Collectors.joining(", "))));
    }
  }

  /**
   * A fifth of each class, at least one, by a checksum of their names: the same ones each time, and
   * wherever the folder lies.
   */
  private Set<Path> keptForTesting(LabeledFiles all, List<String> classes) {
    List<SortedMap<String, Path>> byClass =
        Stream.<SortedMap<String, Path>>generate(TreeMap::new).limit(classes.size()).toList();
    for (int i = 0; i < all.files().size(); i++) {
      Path file = all.files().get(i);
      String name = FilenameUtils.separatorsToUnix(train.relativize(file).toString());
      byClass.get(all.labels().get(i)).put(DigestUtils.sha256Hex(name), file);
    }
    Set<Path> kept = new HashSet<>();
    for (int label = 0; label < classes.size(); label++) {
      int count = byClass.get(label).size();
      if (count < 2) {
        throw new InputException(
            "%s: expected 2 images at least, one of them to test with, found %d; add some"
                .formatted(train.resolve(classes.get(label)), count));
      }
      byClass.get(label).values().stream()
          .limit(Math.max(1, count / ONE_TO_TEST_IN))
          .forEach(kept::add);
    }
    return kept;
  }
}
