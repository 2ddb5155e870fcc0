package dev.towers.data.source;

import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The binary layout of CIFAR-100: records of a coarse label, a fine one, and the planes of an image
 * as CIFAR-10 has them. The fine labels are what counts.
 */
record Cifar100Folder(Path path) {
  private static final String NAMES = "fine_label_names.txt";
  private static final int MOST_IMAGES = 50_000;
  private static final int LABEL_BYTES = 2;

  /** The folder, or the one in it that the original unpacks to. */
  static Optional<Cifar100Folder> find(Path folder) {
    for (Path candidate : new Path[] {folder, folder.resolve("cifar-100-binary")}) {
      if (Files.exists(candidate.resolve("train.bin")) && Files.exists(candidate.resolve(NAMES))) {
        return Optional.of(new Cifar100Folder(candidate));
      }
    }
    return Optional.empty();
  }

  /**
   * Reads its three files.
   *
   * @throws dev.towers.InputException if one is missing or not what the layout asks for
   */
  Dataset read() {
    Path namesFile = path.resolve(NAMES);
    List<String> names;
    try {
      names =
          Files.readAllLines(namesFile, StandardCharsets.UTF_8).stream()
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .toList();
    } catch (IOException e) {
      throw Cifar10Layout.broken(
          namesFile.toString(), "the names of the classes, a line each", "none that can be read");
    }
    if (names.size() < 2 || names.size() > 256) {
      throw Cifar10Layout.broken(
          namesFile.toString(), "the names of 2 to 256 classes", String.valueOf(names.size()));
    }
    return new Dataset(
        "CIFAR-100", names, read("train.bin", names.size()), read("test.bin", names.size()));
  }

  private LabeledImages read(String name, int classes) {
    Path file = path.resolve(name);
    int imageBytes = Cifar10.SHAPE.bytes();
    int recordBytes = LABEL_BYTES + imageBytes;
    if (!Files.isRegularFile(file)) {
      throw Cifar10Layout.broken(file.toString(), "a file", "none");
    }
    // Not a channel: an interrupt would close that, and would look like a broken file.
    try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
      long length = Files.size(file);
      if (length < 1 || length > (long) MOST_IMAGES * recordBytes || length % recordBytes != 0) {
        throw Cifar10Layout.broken(
            file.toString(),
            "1 to %d records of %d bytes".formatted(MOST_IMAGES, recordBytes),
            length + " bytes");
      }
      int[] labels = new int[(int) (length / recordBytes)];
      byte[] pixels = LabeledImages.openPixels(labels.length, Cifar10.SHAPE);
      byte[] record = new byte[recordBytes];
      for (int i = 0; i < labels.length; i++) {
        if (in.readNBytes(record, 0, recordBytes) < recordBytes) {
          throw Cifar10Layout.broken(file.toString(), length + " bytes", "its end before");
        }
        labels[i] = Byte.toUnsignedInt(record[1]);
        if (labels[i] >= classes) {
          throw Cifar10Layout.broken(
              file.toString(),
              "labels from 0 to " + (classes - 1),
              "label %d at image %d".formatted(labels[i], i));
        }
        Cifar10.interleave(record, LABEL_BYTES, pixels, i * imageBytes);
      }
      return new LabeledImages(Cifar10.SHAPE, pixels, labels);
    } catch (IOException e) {
      throw Cifar10Layout.broken(
          file.toString(), "a file that can be read", String.valueOf(e.getMessage()));
    }
  }
}
