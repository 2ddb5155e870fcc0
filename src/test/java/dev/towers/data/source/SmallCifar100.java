package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.data.Dataset;
import dev.towers.data.LabeledImages;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A CIFAR-100 of four images, told apart by their labels and pixels. */
final class SmallCifar100 {
  static final int RECORD_BYTES = 3074;

  private SmallCifar100() {}

  /** Its three files by their names, in the order of the original archive. */
  static Map<String, byte[]> files() {
    String names =
        IntStream.range(0, 100).mapToObj(i -> "class " + i).collect(Collectors.joining("\n"));
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("fine_label_names.txt", (names + "\n\n").getBytes(StandardCharsets.UTF_8));
    files.put("test.bin", records(7));
    files.put("train.bin", records(0, 99, 42));
    return files;
  }

  /** Records with these fine labels, each with the planes that {@link SmallCifar10} has for it. */
  static byte[] records(int... fine) {
    byte[] all = new byte[fine.length * RECORD_BYTES];
    for (int i = 0; i < fine.length; i++) {
      all[i * RECORD_BYTES] = 19;
      all[i * RECORD_BYTES + 1] = (byte) fine[i];
      System.arraycopy(SmallCifar10.planes(0, fine[i]), 0, all, i * RECORD_BYTES + 2, 3072);
    }
    return all;
  }

  /** Checks that every image is in its place. */
  static void assertWhole(Dataset found) {
    assertEquals("CIFAR-100", found.name());
    assertEquals(100, found.classNames().size());
    assertEquals("class 42", found.classNames().get(42));
    assertEquals(List.of(0, 99, 42), labels(found.train()));
    assertEquals(List.of(7), labels(found.test()));
    for (LabeledImages images : List.of(found.train(), found.test())) {
      for (int i = 0; i < images.size(); i++) {
        byte[] pixels = new byte[3072];
        images.copyPixels(i, pixels, 0);
        byte[] planes = SmallCifar10.planes(0, images.label(i));
        assertArrayEquals(SmallCifar10.interleaved(planes), pixels);
      }
    }
  }

  private static List<Integer> labels(LabeledImages images) {
    return IntStream.range(0, images.size()).mapToObj(images::label).toList();
  }
}
