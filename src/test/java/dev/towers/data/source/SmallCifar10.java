package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Batches of CIFAR-10 that are small and made up, but told apart by every byte. */
final class SmallCifar10 {
  private SmallCifar10() {}

  /** The label of image {@code index} of batch {@code batch}, of which there are six. */
  static int label(int batch, int index) {
    return (batch * 3 + index) % 10;
  }

  /** The red, green and blue plane of an image. */
  static byte[] planes(int batch, int index) {
    byte[] planes = new byte[3072];
    new Random(batch * 1000L + index).nextBytes(planes);
    return planes;
  }

  /** The content of one file in the binary layout. */
  static byte[] binary(int batch, int images) {
    byte[] file = new byte[images * 3073];
    for (int i = 0; i < images; i++) {
      file[i * 3073] = (byte) label(batch, i);
      System.arraycopy(planes(batch, i), 0, file, i * 3073 + 1, 3072);
    }
    return file;
  }

  /** Writes six files in the binary layout. */
  static Path writeBinary(Path folder, int images) throws IOException {
    List<String> names = Cifar10Layout.BINARY.files();
    Files.createDirectories(folder);
    for (int batch = 0; batch < names.size(); batch++) {
      Files.write(folder.resolve(names.get(batch)), binary(batch, images));
    }
    return folder;
  }

  /** Checks that every image of every batch is in its place. */
  static void assertWhole(int images, Dataset found) {
    assertEquals(
        List.of("plane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
        found.classNames());
    assertEquals(5 * images, found.train().size());
    assertEquals(images, found.test().size());
    for (int batch = 0; batch < 6; batch++) {
      for (int i = 0; i < images; i++) {
        LabeledImages set = batch < 5 ? found.train() : found.test();
        int index = batch < 5 ? batch * images + i : i;
        assertEquals(label(batch, i), set.label(index));
        byte[] pixels = new byte[3072];
        set.copyPixels(index, pixels, 0);
        assertArrayEquals(interleaved(planes(batch, i)), pixels);
      }
    }
  }

  /** The pixels of these planes, channels side by side. */
  static byte[] interleaved(byte[] planes) {
    byte[] pixels = new byte[3072];
    for (int row = 0; row < 32; row++) {
      for (int column = 0; column < 32; column++) {
        for (int channel = 0; channel < 3; channel++) {
          pixels[(row * 32 + column) * 3 + channel] = planes[(channel * 32 + row) * 32 + column];
        }
      }
    }
    return pixels;
  }
}
