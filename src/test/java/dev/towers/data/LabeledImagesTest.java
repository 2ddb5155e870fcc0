package dev.towers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

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
