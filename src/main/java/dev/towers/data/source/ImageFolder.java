package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.data.source.LabeledFiles.Decoded;
import dev.towers.files.UserPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
  private static final int FEWEST_CLASSES = 2;

  /** As many as ImageNet has; the figures of a run grow with their square. */
  private static final int MOST_CLASSES = 1_000;

  /** How many classes that lack a folder are named. */
  private static final int MOST_MISSING = 10;

  /** No network is trained on images that are wider or higher. */
  private static final int LONGEST_SIDE = 4096;

  /** One image in so many is kept for testing where there is no folder of such. */
  private static final int ONE_TO_TEST_IN = 5;

  private static final int MOST_NAMED = 20;

  static final List<String> TRAIN_NAMES = List.of("train", "training");
  static final List<String> VALIDATION_NAMES = List.of("val", "valid", "validation");

  /** Where there are no others, images to validate with are to test with. */
  static final List<String> TEST_NAMES = List.of("test", "testing", "val", "valid", "validation");

  /** Stands in a text for what could not be decoded. */
  private static final char UNKNOWN_CHARACTER = '\ufffd';

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
            && children.stream().filter(ImageTree::isLikelyClass).limit(FEWEST_CLASSES).count()
                == FEWEST_CLASSES;
    return classes
        ? Optional.of(new ImageFolder(folder, folder, Optional.empty(), Optional.empty()))
        : Optional.empty();
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
    Map<String, Path> toTrain = classFolders(train);
    List<String> classes = List.copyOf(toTrain.keySet());
    requireCount(classes);
    Map<String, Integer> others = new TreeMap<>();
    LabeledFiles trainFiles = files(toTrain, others);
    LabeledFiles validationFiles = LabeledFiles.NONE;
    if (validation.isPresent()) {
      validationFiles = files(sameClasses(toTrain, validation.get()), others);
    }
    LabeledFiles testFiles;
    if (test.isPresent()) {
      testFiles = files(sameClasses(toTrain, test.get()), others);
    } else {
      progress.say(
          "%s has no folder to test with: a fifth of each class, chosen by the names of its files, is kept for that."
              .formatted(path));
      Set<Path> kept = keptForTesting(trainFiles, classes);
      testFiles = trainFiles.where(kept::contains);
      trainFiles = trainFiles.where(file -> !kept.contains(file));
    }
    tellOf(others, progress);
    tellOfOtherParts(progress);
    return decode(
        classes, List.of(trainFiles, validationFiles, testFiles), form, skipBad, progress);
  }

  /** The class folders of another part, which are those to train with. */
  private Map<String, Path> sameClasses(Map<String, Path> toTrain, Path part)
      throws InterruptedException {
    Map<String, Path> folders = classFolders(part);
    requireNoneMissing(List.copyOf(toTrain.keySet()), folders.keySet(), part);
    requireNoneMissing(List.copyOf(folders.keySet()), toTrain.keySet(), train);
    return folders;
  }

  /**
   * @param parts to train on, to validate and to test with
   */
  private Dataset decode(
      List<String> classes,
      List<LabeledFiles> parts,
      ImageForm form,
      boolean skipBad,
      Progress progress)
      throws InterruptedException {
    int all = parts.stream().mapToInt(part -> part.files().size()).sum();
    ImageShape shape = requireSize(parts.get(0), form);
    LabeledImages.requireRoom(all, shape);
    try (ImageDecoder decoder = ImageDecoder.open(form, shape)) {
      List<Decoded> decoded = new ArrayList<>();
      try (Progress.Meter meter = progress.open("Reading " + path, "images", all)) {
        int before = 0;
        for (LabeledFiles part : parts) {
          int start = before;
          decoded.add(part.decode(decoder, done -> meter.reached(start + done)));
          before += part.files().size();
        }
      }
      List<InputException> bad = decoded.stream().flatMap(part -> part.bad().stream()).toList();
      if (!bad.isEmpty()) {
        tellOf(bad, all, skipBad, progress);
        for (int i = 0; i < parts.size(); i++) {
          if (!parts.get(i).files().isEmpty()) {
            requireEveryClass(classes, decoded.get(i));
          }
        }
      }
      return new Dataset(
          path.toString(),
          classes,
          decoded.get(0).images(),
          decoded.get(1).images(),
          decoded.get(2).images());
    }
  }

  /**
   * The shape that all images come to: that of the first that can be read, if the form leaves it
   * open.
   */
  private static ImageShape requireSize(LabeledFiles files, ImageForm form) {
    Path first = files.files().get(0);
    ImageShape shape = null;
    for (Path file : files.files()) {
      try {
        shape = shapeOf(file, form);
        first = file;
        break;
      } catch (InputException e) {
        // It is told with all others.
      }
    }
    if (shape == null) {
      throw new InputException(
          "%s: expected images, found none that can be read; mend them".formatted(first));
    }
    if (Math.max(shape.width(), shape.height()) > LONGEST_SIDE) {
      throw InputException.about(
          "%s: expected an image of at most %d pixels a side, found %d x %d; choose a size for all"
              + " with %s",
          first, LONGEST_SIDE, shape.width(), shape.height(), ImageForm.IMAGE_SIZE);
    }
    return shape;
  }

  /** The shape that an image comes to, which is read only where it decides. */
  private static ImageShape shapeOf(Path file, ImageForm form) {
    if (!form.isNative()) {
      return new ImageShape(form.height(), form.width(), ImageDecoder.CHANNELS);
    }
    EncodedImage read = EncodedImage.read(file);
    return new ImageShape(read.height(), read.width(), ImageDecoder.CHANNELS);
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

  /** All of them at once, so that no one mends one after the other. */
  private static void tellOf(
      List<InputException> bad, int all, boolean skipBad, Progress progress) {
    if (!skipBad && bad.size() == 1) {
      throw bad.get(0);
    }
    List<InputException> named = bad.subList(0, Math.min(MOST_NAMED, bad.size()));
    named.forEach(one -> progress.warn(one.getMessage()));
    if (!skipBad) {
      throw InputException.about(
          "expected images that can be read, found %d of %d that cannot, %s above; mend or remove"
              + " them, or go on without them by %s",
          bad.size(),
          all,
          named.size() < bad.size() ? "the first " + named.size() + " named" : "named",
          DataSource.SKIP_BAD);
    }
    progress.warn("%d of %d images are bad and passed over.".formatted(bad.size(), all));
  }

  private static void requireEveryClass(List<String> classes, Decoded part) {
    BitSet found = new BitSet();
    for (int i = 0; i < part.images().size(); i++) {
      found.set(part.images().label(i));
    }
    int missing = found.nextClearBit(0);
    if (missing < classes.size()) {
      throw new InputException(
          "%s: expected images that can be read, found none; mend some or remove the class"
              .formatted(classes.get(missing)));
    }
  }

  private void requireCount(List<String> classes) {
    if (classes.size() < FEWEST_CLASSES || classes.size() > MOST_CLASSES) {
      throw new InputException(
          "%s: expected a folder for each of %,d to %,d classes, found %,d; %s"
              .formatted(
                  train,
                  FEWEST_CLASSES,
                  MOST_CLASSES,
                  classes.size(),
                  classes.size() > MOST_CLASSES
                      ? "leave some out or put several into one"
                      : "put the images into train/<class> and test/<class>"));
    }
  }

  /** The folder of each class by its name, in order. */
  private static Map<String, Path> classFolders(Path part) {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (Path folder : ImageTree.foldersIn(part)) {
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
    return folders;
  }

  private void requireNoneMissing(List<String> wanted, Set<String> there, Path part) {
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(there);
    if (!missing.isEmpty()) {
      throw new InputException(
          "%s: expected the same classes in train and test, found none called %s in %s; %s"
              .formatted(
                  path,
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

  private static LabeledFiles files(Map<String, Path> folders, Map<String, Integer> others) {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int label = 0;
    for (Path folder : folders.values()) {
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
