package dev.towers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LabeledImagesTest {
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
