package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.Dataset;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The four files of MNIST, Fashion-MNIST and their kin, in the IDX format (LeCun, Cortes and
 * Burges: The MNIST database of handwritten digits), as they are or as .gz.
 */
record IdxFolder(Path path) {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;
  private static final int LONGEST_SIDE = 4096;
  private static final String GZIP = ".gz";

  /** The classes of MNIST. */
  static final List<String> DIGITS = numbered(10);

  /** The classes of Fashion-MNIST in label order. */
  static final List<String> FASHION =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  /** The folder, if it has the training images of such a set. */
  static Optional<IdxFolder> find(Path folder) {
    IdxFolder idx = new IdxFolder(folder);
    return idx.file("train-images", "idx3").isPresent() ? Optional.of(idx) : Optional.empty();
  }

  /**
   * Reads all four files. The classes have numbers for names, or those of Fashion-MNIST where the
   * folder is called like it.
   *
   * @throws InputException if one is missing or not what the format asks for
   */
  Dataset read() {
    boolean fashion =
        path.toAbsolutePath().normalize().toString().toLowerCase(Locale.ROOT).contains("fashion");
    return read(
        path.toString(),
        classes -> fashion && classes == FASHION.size() ? FASHION : numbered(classes));
  }

  /**
   * Reads all four files of a set whose classes are known.
   *
   * @throws InputException as the other, and if a label is none of them
   */
  Dataset read(String title, List<String> classNames) {
    return read(
        title,
        classes -> {
          if (classes > classNames.size()) {
            throw broken(
                path, "labels from 0 to " + (classNames.size() - 1), "label " + (classes - 1));
          }
          return classNames;
        });
  }

  private Dataset read(String title, IntFunction<List<String>> classNames) {
    LabeledImages train = read("train");
    LabeledImages test = read("t10k");
    if (!train.shape().equals(test.shape())) {
      throw broken(
          path, "images of " + train.shape() + " to test with too", test.shape().toString());
    }
    int classes = 1 + IntStream.concat(labels(train), labels(test)).max().orElseThrow();
    return new Dataset(title, classNames.apply(classes), train, test);
  }

  private static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  private static IntStream labels(LabeledImages images) {
    return IntStream.range(0, images.size()).map(images::label);
  }

  private LabeledImages read(String part) {
    Path images = required(part + "-images", "idx3");
    Path labels = required(part + "-labels", "idx1");
    try (DataInputStream in = open(images);
        DataInputStream labelIn = open(labels)) {
      requireMagic(images, IMAGES, in.readInt());
      int count = in.readInt();
      int height = in.readInt();
      int width = in.readInt();
      boolean fits =
          count > 0
              && height > 0
              && width > 0
              && height <= LONGEST_SIDE
              && width <= LONGEST_SIDE
              && (long) count * height * width <= LabeledImages.MOST_BYTES;
      if (!fits) {
        throw broken(
            images,
            "images of at most %d pixels a side, 2 GB in all".formatted(LONGEST_SIDE),
            "%d of %d x %d".formatted(count, height, width));
      }
      requireMagic(labels, LABELS, labelIn.readInt());
      int labelCount = labelIn.readInt();
      if (labelCount != count) {
        throw broken(labels, count + " labels", String.valueOf(labelCount));
      }
      ImageShape shape = new ImageShape(height, width, 1);
      byte[] pixels = readWhole(in, images, (long) count * shape.bytes());
      return new LabeledImages(shape, pixels, unsigned(readWhole(labelIn, labels, count)));
    } catch (EOFException e) {
      throw broken(images, "whole files", "the end in the middle of one");
    } catch (IOException e) {
      throw broken(images, "files that can be read", String.valueOf(e.getMessage()));
    }
  }

  /** Grows with what is there, so that a header alone takes no memory. */
  private static byte[] readWhole(DataInputStream in, Path file, long length) throws IOException {
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length || in.read() >= 0) {
      throw broken(
          file,
          "%d bytes after its header".formatted(length),
          bytes.length < length ? String.valueOf(bytes.length) : "more");
    }
    return bytes;
  }

  private static int[] unsigned(byte[] labels) {
    return IntStream.range(0, labels.length).map(i -> Byte.toUnsignedInt(labels[i])).toArray();
  }

  private static void requireMagic(Path file, int expected, int found) {
    if (found != expected) {
      throw broken(file, "the number 0x%x first".formatted(expected), "0x%x".formatted(found));
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("a folder or a device");
    }
    // Not a channel: an interrupt would close that, and would look like a broken file.
    InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16);
    return new DataInputStream(file.toString().endsWith(GZIP) ? new GZIPInputStream(in) : in);
  }

  private Path required(String stem, String kind) {
    return file(stem, kind)
        .orElseThrow(
            () -> broken(path, "a file %s-%s-ubyte, or .gz of it".formatted(stem, kind), "none"));
  }

  /** It is written with a dash or a dot. */
  private Optional<Path> file(String stem, String kind) {
    return Stream.of("-", ".")
        .map(mark -> stem + mark + kind + "-ubyte")
        .flatMap(name -> Stream.of(name, name + GZIP))
        .map(path::resolve)
        .filter(Files::exists)
        .findFirst();
  }

  private static InputException broken(Path file, String expected, String found) {
    return Cifar10Layout.broken(file.toString(), expected, found);
  }
}
