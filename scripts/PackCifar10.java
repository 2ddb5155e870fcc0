import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Packs train/&lt;class&gt;/*.jpg and test/&lt;class&gt;/*.jpg, CIFAR-10 as baseline JPEG files with the same
 * tables, into the two files that travel in the jar. In each: the length of what all its JPEG files
 * begin with (2 bytes), that beginning, and for each image its label (1 byte), the length of the
 * rest of its file (2 bytes) and that rest. The order is a fixed shuffle.
 *
 * <p>Use: java PackCifar10.java IMAGES_DIR OUT_DIR
 */
class PackCifar10 {
  static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
  static final int START_OF_SCAN = 0xda;

  record Image(int label, byte[] jpeg) {}

  public static void main(String[] args) throws IOException {
    for (String part : List.of("train", "test")) {
      List<Image> images = images(Path.of(args[0], part));
      Path file = Path.of(args[1], "cifar10-" + part + ".jpegs");
      write(images, file);
      System.out.printf("%s: %d images, %d bytes%n", file, images.size(), Files.size(file));
    }
  }

  static List<Image> images(Path part) throws IOException {
    List<Image> images = new ArrayList<>();
    for (int label = 0; label < CLASSES.size(); label++) {
      try (var files = Files.list(part.resolve(CLASSES.get(label)))) {
        for (Path file : files.sorted().toList()) {
          images.add(new Image(label, Files.readAllBytes(file)));
        }
      }
    }
    Collections.shuffle(images, new Random(10));
    return images;
  }

  static void write(List<Image> images, Path file) throws IOException {
    byte[] start = Arrays.copyOf(images.get(0).jpeg(), startLength(images.get(0).jpeg()));
    try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeShort(start.length);
      out.write(start);
      for (Image image : images) {
        byte[] jpeg = image.jpeg();
        if (!Arrays.equals(start, Arrays.copyOf(jpeg, start.length))) {
          throw new IOException(file + ": two images begin differently");
        }
        out.writeByte(image.label());
        out.writeShort(jpeg.length - start.length);
        out.write(jpeg, start.length, jpeg.length - start.length);
      }
    }
  }

  /** Where the pixels of a JPEG file begin: behind the header of its scan. */
  static int startLength(byte[] jpeg) {
    int at = 2;
    while (true) {
      int length = (jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff;
      boolean scan = (jpeg[at + 1] & 0xff) == START_OF_SCAN;
      at += 2 + length;
      if (scan) {
        return at;
      }
    }
  }
}
