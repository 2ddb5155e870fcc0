package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.files.UserPath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder of images, {@code train/<class>/*} and {@code test/<class>/*}, PNG or JPEG. Labels are
 * the places of the class names in sorted order. Files of other types and hidden ones are passed
 * over.
 */
record ImageFolder(Path path) {
  /** A label is a byte. */
  private static final int MOST_CLASSES = 256;

  /** No network is trained on images that are wider or higher. */
  private static final int LONGEST_SIDE = 4096;

  private static final Set<String> SYSTEM_FOLDERS =
      Set.of("__MACOSX", "@eaDir", "lost+found", "$RECYCLE.BIN", "System Volume Information");

  /** Stands in a text for what could not be decoded. */
  private static final char UNKNOWN_CHARACTER = '\ufffd';

  private static InputException unreadable(Path folder) {
    return new InputException(
        "%s: expected a folder that may be read, found no permission for it; give it with chmod"
            .formatted(folder));
  }

  /**
   * The folder, if it has images to train with or to test with.
   *
   * @throws InputException if it may not be read
   */
  static Optional<ImageFolder> find(Path folder) {
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      throw unreadable(folder);
    }
    boolean found =
        Files.isDirectory(folder.resolve("train")) || Files.isDirectory(folder.resolve("test"));
    return found ? Optional.of(new ImageFolder(folder)) : Optional.empty();
  }

  /**
   * Decodes all images.
   *
   * @throws InputException if train and test have other classes, a class has no image, there are
   *     too many classes, or an image cannot be read, or is of another size than the first where
   *     the form is native
   */
  Dataset read(ImageForm form, Progress progress) throws InterruptedException {
    List<String> classes = classes();
    LabeledFiles train = files("train", classes);
    LabeledFiles test = files("test", classes);
    int images = train.files().size() + test.files().size();
    try (Progress.Meter meter = progress.open("Reading " + path, "images", images);
        ImageDecoder decoder = ImageDecoder.open(form)) {
      ImageShape shape = requireSize(train.files().get(0), decoder);
      LabeledImages trainImages = train.decode(decoder, shape, meter::reached);
      LabeledImages testImages =
          test.decode(decoder, shape, done -> meter.reached(trainImages.size() + done));
      return new Dataset(path.toString(), classes, trainImages, testImages);
    }
  }

  /** The shape that all images come to. */
  private static ImageShape requireSize(Path first, ImageDecoder decoder) {
    ImageShape shape = decoder.shapeOf(EncodedImage.read(first));
    if (Math.max(shape.width(), shape.height()) > LONGEST_SIDE) {
      throw InputException.about(
          "%s: expected an image of at most %d pixels a side, found %d x %d; choose a size for all"
              + " with %s",
          first, LONGEST_SIDE, shape.width(), shape.height(), ImageForm.IMAGE_SIZE);
    }
    return shape;
  }

  private List<String> classes() {
    List<String> train = List.copyOf(folders("train").keySet());
    List<String> test = List.copyOf(folders("test").keySet());
    requireNoneMissing(train, test, "test");
    requireNoneMissing(test, train, "train");
    if (train.isEmpty() || train.size() > MOST_CLASSES) {
      throw new InputException(
          "%s: expected a folder for each of 1 to %d classes, found %d; %s"
              .formatted(
                  path.resolve("train"),
                  MOST_CLASSES,
                  train.size(),
                  "put the images into train/<class> and test/<class>"));
    }
    return train;
  }

  /** The folder of each class by its name, in order. */
  private Map<String, Path> folders(String part) {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (Path folder : list(path.resolve(part), Files::isDirectory)) {
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

  private void requireNoneMissing(List<String> wanted, List<String> there, String part) {
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(there);
    if (!missing.isEmpty()) {
      throw new InputException(
          "%s: expected the same classes in train and test, found none called %s in %s; %s"
              .formatted(
                  path, String.join(", ", missing), part, "add its images or remove the class"));
    }
  }

  private LabeledFiles files(String part, List<String> classes) {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    Map<String, Path> folders = folders(part);
    for (int label = 0; label < classes.size(); label++) {
      Path folder = folders.get(classes.get(label));
      List<Path> images = list(folder, EncodedImage::isNamedAsImage);
      if (images.isEmpty()) {
        throw new InputException(
            "%s: expected PNG or JPEG images, found none; add some or remove the class"
                .formatted(folder));
      }
      files.addAll(images);
      labels.addAll(Collections.nCopies(images.size(), label));
    }
    return new LabeledFiles(files, labels);
  }

  /** Hidden, or laid there by a system, an archiver or a disk station. */
  private static boolean isOfTheSystem(String name) {
    return name.startsWith(".") || SYSTEM_FOLDERS.contains(name);
  }

  /** By name; the paths themselves, for a name may be of another encoding than a text can hold. */
  private static List<Path> list(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(wanted)
          .filter(entry -> !isOfTheSystem(entry.getFileName().toString()))
          .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
          .toList();
    } catch (AccessDeniedException e) {
      throw unreadable(folder);
    } catch (IOException e) {
      throw new InputException(
          "%s: expected a folder, found none that can be read; %s"
              .formatted(folder, "put the images into train/<class> and test/<class>"),
          e);
    }
  }
}
