package dev.towers.data.source;

import dev.towers.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder that is no data set, though people often mean it to be one. */
record UnknownFolder(Path path) {
  private static final String EXPECTED =
      "%s: expected data_batch_1.bin (or data_batch_1) and so on, or train/<class> and"
          + " test/<class> with images, ";
  private static final String LAYOUT = "put the images into train/<class> and test/<class>";

  /** What it holds, and what to do with it. */
  InputException refusal() {
    if (Stream.of("train", "test", "meta")
        .allMatch(name -> Files.isRegularFile(path.resolve(name)))) {
      return InputException.about(
          EXPECTED
              + "found CIFAR-100 as Python pickles it, which is not read; take its binary version,"
              + " or choose %s cifar100 to download it",
          path,
          DataSource.DATA);
    }
    Path train = path.resolve("train");
    if (holds(train, EncodedImage::isNamedAsImage)) {
      String table =
          first(path, file -> file.toString().endsWith(".csv"))
              .map(file -> " as %s tells".formatted(file.getFileName()))
              .orElse("");
      return expected("found images in train itself; " + LAYOUT + table);
    }
    if (holds(path, EncodedImage::isNamedAsImage)) {
      return expected("found images in no folder of a class; " + LAYOUT);
    }
    Optional<Path> named = first(path, UnknownFolder::isNamedAsPart);
    if (named.isPresent()) {
      return expected(
          "found %s, without a folder to train with; rename it or add one"
              .formatted(named.get().getFileName()));
    }
    Optional<Path> ofClass = first(path, child -> holds(child, EncodedImage::isNamedAsImage));
    if (ofClass.isPresent()) {
      return expected(
          "found images in %s, in neither; %s".formatted(ofClass.get().getFileName(), LAYOUT));
    }
    return expected("found none of them; choose another folder");
  }

  /** Whether the folders of the classes of a part are missing, its images lying in it. */
  boolean hasLooseImages() {
    Path train = path.resolve("train");
    return holds(train, EncodedImage::isNamedAsImage) && first(train, Files::isDirectory).isEmpty();
  }

  private InputException expected(String found) {
    return InputException.about(EXPECTED + "%s", path, found);
  }

  private static boolean isNamedAsPart(Path child) {
    String name = child.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isDirectory(child)
        && (ImageFolder.TRAIN_NAMES.contains(name) || ImageFolder.TEST_NAMES.contains(name));
  }

  private static boolean holds(Path folder, Predicate<Path> wanted) {
    return Files.isDirectory(folder) && first(folder, wanted).isPresent();
  }

  private static Optional<Path> first(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().filter(wanted).findFirst();
    } catch (IOException e) {
      return Optional.empty(); // nothing can be told of it
    }
  }
}
