package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.data.Dataset;
import dev.towers.data.ImageShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Twelve images of 2x3 pixels in the layout of MNIST, told apart by their labels and pixels. */
final class SmallMnist {
  private SmallMnist() {}

  /** The four files by their names, in the order in which they are downloaded. */
  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String part : new String[] {"train", "t10k"}) {
      int count = part.equals("train") ? 10 : 2;
      ByteBuffer images = ByteBuffer.allocate(16 + count * 6);
      images.putInt(0x803).putInt(count).putInt(2).putInt(3);
      ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
      for (int i = 0; i < count; i++) {
        labels.put((byte) i);
        for (int k = 0; k < 6; k++) {
          images.put((byte) (6 * i + k));
        }
      }
      files.put(part + "-images-idx3-ubyte", images.array());
      files.put(part + "-labels-idx1-ubyte", labels.array());
    }
    return files;
  }

  /** The four files as they are published. */
  static Map<String, byte[]> packedFiles() throws IOException {
    Map<String, byte[]> packed = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      packed.put(file.getKey() + ".gz", packed(file.getValue()));
    }
    return packed;
  }

  /** Writes the four files as they are. */
  static void write(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** Checks that every image is in its place. */
  static void assertWhole(Dataset found) {
    assertEquals(new ImageShape(2, 3, 1), found.shape());
    assertEquals(10, found.train().size());
    assertEquals(2, found.test().size());
    assertEquals(7, found.train().label(7));
    byte[] pixels = new byte[6];
    found.train().copyPixels(1, pixels, 0);
    assertArrayEquals(new byte[] {6, 7, 8, 9, 10, 11}, pixels);
  }

  static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
