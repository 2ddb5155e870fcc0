package dev.towers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabeledImagesTest {
  @Test
  void aBatchIsACopyOfItsImages() {
    byte[] pixels = {1, 2, 3, 4, 5, 6};
    LabeledImages images = new LabeledImages(new ImageShape(1, 2, 1), pixels, new int[] {7, 8, 9});
    Batch batch = images.batch(1, 2);
    pixels[2] = 0;
    assertArrayEquals(new byte[] {3, 4, 5, 6}, batch.pixels());
    assertArrayEquals(new int[] {8, 9}, batch.labels());
    assertEquals(2, batch.size());
  }

  @ParameterizedTest
  @CsvSource({"0 0 1 2 2, true", "0 1 0, false", "1 0, false", "5, true"})
  void tellsWhetherClassesLieApart(String labels, boolean apart) {
    int[] all = Stream.of(labels.split(" ")).mapToInt(Integer::parseInt).toArray();
    ImageShape pixel = new ImageShape(1, 1, 1);
    assertEquals(apart, new LabeledImages(pixel, new byte[all.length], all).isByClass());
  }

  @Test
  void whatNeedsMoreThanTheHeapIsToldBeforeAnyWork() {
    ImageShape megabyte = new ImageShape(1024, 1024, 1);
    LabeledImages.requireRoom(1, megabyte);
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    OutOfMemoryError e =
        assertThrows(OutOfMemoryError.class, () -> LabeledImages.requireRoom(heap + 1, megabyte));
    assertEquals(
        "%d images of 1024x1024x1 need %d MB of memory".formatted(heap + 1, heap + 2),
        e.getMessage());
  }
}
