package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.InputException;
import dev.towers.data.ImageShape;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
  private static final long GIGABYTE = 1L << 30;

  /** A photo of 12 megapixels as it is: 16 channels of 747 x 997 go to 120 numbers. */
  private static final MemoryNeed PHOTO =
      new MemoryNeed("quickstart", 1_429_000_000L, 2, new ImageShape(3000, 4000, 3));

  @Test
  void isToldBeforeTrainingWithWhatToDo() {
    assertEquals(1_429_000_000L * 4 * 6, PHOTO.bytes());
    InputException e = assertThrows(InputException.class, () -> PHOTO.require(16 * GIGABYTE));
    assertEquals(
        "the network quickstart has 1,429,000,000 parameters for images of 3000x4000x3: training it"
            + " takes 32,707 MB at least, and this machine has 16,384; choose a smaller image-size",
        e.getMessage());
  }

  @Test
  void whatFitsPasses() {
    PHOTO.require(40 * GIGABYTE);
    new MemoryNeed("quickstart", 62_006, 8, new ImageShape(32, 32, 3)).require(GIGABYTE);
  }
}
