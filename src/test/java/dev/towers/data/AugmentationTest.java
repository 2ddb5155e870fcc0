package dev.towers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.Seed;
import dev.towers.data.Augmentation.Flip;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final Seed SEED = new Seed(1);
  private static final int IMAGES = 4_900;

  /** Within five standard deviations of what is drawn evenly. */
  @Test
  void everyShiftInReachIsDrawnAsOftenAsEveryOther() {
    Map<String, Integer> counts = new HashMap<>();
    for (int image = 0; image < IMAGES; image++) {
      int[] view = view(new Augmentation(3, Flip.NONE), 1, image);
      assertEquals(0, view[2]);
      counts.merge(view[0] + " " + view[1], 1, Integer::sum);
    }
    assertEquals(49, counts.size());
    assertTrue(counts.containsKey("-3 3"));
    counts.forEach((shift, count) -> assertEquals(100, count, 5 * Math.sqrt(100), shift));
  }

  @Test
  void aRandomFlipIsDrawnInEachEpoch() {
    Augmentation augmentation = new Augmentation(0, Flip.RANDOM);
    int flipped = 0;
    int changed = 0;
    for (int image = 0; image < IMAGES; image++) {
      flipped += view(augmentation, 1, image)[2];
      changed += view(augmentation, 1, image)[2] ^ view(augmentation, 2, image)[2];
      assertEquals(0, view(augmentation, 1, image)[0]);
    }
    assertEquals(IMAGES / 2.0, flipped, 5 * Math.sqrt(IMAGES) / 2);
    assertEquals(IMAGES / 2.0, changed, 5 * Math.sqrt(IMAGES) / 2);
  }

  @Test
  void anAlternateFlipShowsBothSidesInTwoEpochs() {
    Augmentation augmentation = new Augmentation(0, Flip.ALTERNATE);
    int flipped = 0;
    for (int image = 0; image < IMAGES; image++) {
      flipped += view(augmentation, 1, image)[2];
      for (int epoch = 1; epoch < 4; epoch++) {
        assertEquals(
            1, view(augmentation, epoch, image)[2] + view(augmentation, epoch + 1, image)[2]);
      }
    }
    assertEquals(IMAGES / 2.0, flipped, 5 * Math.sqrt(IMAGES) / 2);
  }

  /** Or a run would not go on as it began after an update. */
  @Test
  void aViewStaysWhatItIs() {
    Augmentation augmentation = new Augmentation(4, Flip.RANDOM);
    assertArrayEquals(new int[] {4, -2, 0, 0, 0}, view(augmentation, 1, 0));
    assertArrayEquals(new int[] {0, 1, 1, 0, 0}, view(augmentation, 2, 0));
    assertArrayEquals(new int[] {-2, -1, 0, 0, 0}, view(augmentation, 1, 1));
  }

  /** In sixteenths of a side, within five standard deviations of what is drawn evenly. */
  @Test
  void theSquareIsDrawnAnewInEachEpochAndAnywhere() {
    Augmentation augmentation = new Augmentation(0, Flip.NONE, 8);
    int[] rows = new int[16];
    int[] columns = new int[16];
    int same = 0;
    for (int image = 0; image < IMAGES; image++) {
      int[] view = view(augmentation, 1, image);
      rows[16 * view[3] / Augmentation.PLACES]++;
      columns[16 * view[4] / Augmentation.PLACES]++;
      same += Math.abs(view[3] - view[4]) < Augmentation.PLACES / 16 ? 1 : 0;
      assertNotEquals(view[3], view(augmentation, 2, image)[3]);
    }
    double expected = IMAGES / 16.0;
    for (int i = 0; i < 16; i++) {
      assertEquals(expected, rows[i], 5 * Math.sqrt(expected));
      assertEquals(expected, columns[i], 5 * Math.sqrt(expected));
    }
    assertEquals(2 * expected, same, 5 * Math.sqrt(2 * expected) + expected / 16);
    assertArrayEquals(
        Arrays.copyOf(view(new Augmentation(0, Flip.NONE), 3, 7), 3),
        Arrays.copyOf(view(augmentation, 3, 7), 3));
  }

  @Test
  void flipsHaveWords() {
    assertEquals("alternate", Flip.ALTERNATE.word());
    assertEquals(Flip.ALTERNATE, Flip.named("alternate"));
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(-1, Flip.NONE));
  }

  @Test
  void refusesToMoveImagesOutOfSightAndToCoverThem() {
    Augmentation augmentation = new Augmentation(8, Flip.NONE);
    augmentation.requireFit(new ImageShape(9, 9, 3));
    String message =
        assertThrows(InputException.class, () -> augmentation.requireFit(new ImageShape(9, 8, 3)))
            .getMessage();
    assertEquals("shift 8 moves images out of sight, which are 9x8: choose less", message);
    Augmentation covering = new Augmentation(0, Flip.NONE, 9);
    covering.requireFit(new ImageShape(9, 9, 3));
    message =
        assertThrows(InputException.class, () -> covering.requireFit(new ImageShape(9, 8, 3)))
            .getMessage();
    assertEquals("cutout 9 covers images whole, which are 9x8: choose less", message);
  }

  private static int[] view(Augmentation augmentation, int epoch, int image) {
    int[] view = new int[Augmentation.VIEW];
    augmentation.draw(SEED, epoch, image, view, 0);
    return view;
  }
}
