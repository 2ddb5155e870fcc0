package dev.towers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class BatchesTest {
  /** More than are gathered ahead, and no whole number of batches of ten. */
  private static final int IMAGES = 1003;

  private static final Order ORDER = new Order(new Seed(42), 1, Augmentation.NONE);

  /** Image i has the label i and the pixels i and i + 1. */
  private final LabeledImages images = images();

  @Test
  void shufflesEachEpochAnew() throws InterruptedException {
    Seed seed = new Seed(42);
    List<Integer> first = labels(shuffled(seed, 1, 10, 0));
    List<Integer> second = labels(shuffled(seed, 2, 10, 0));
    assertNotEquals(stored(), first);
    assertNotEquals(first, second);
    assertEquals(first, labels(shuffled(seed, 1, 10, 0)));
    assertEquals(stored(), first.stream().sorted().toList());
    assertEquals(stored(), second.stream().sorted().toList());
  }

  @Test
  void theBatchSizeDoesNotChangeTheOrder() throws InterruptedException {
    Seed seed = new Seed(42);
    assertEquals(labels(shuffled(seed, 1, 10, 0)), labels(shuffled(seed, 1, 7, 0)));
  }

  @Test
  void whatIsLeftOfAPassIsTheSameBatches() throws InterruptedException {
    Seed seed = new Seed(42);
    List<Integer> all = labels(shuffled(seed, 1, 10, 0));
    int batches = (IMAGES + 9) / 10;
    for (int first = 0; first <= batches; first++) {
      assertEquals(
          all.subList(Math.min(IMAGES, 10 * first), IMAGES), labels(shuffled(seed, 1, 10, first)));
    }
    for (int first : new int[] {-1, batches + 1}) {
      assertThrows(IllegalArgumentException.class, () -> shuffled(seed, 1, 10, first));
    }
  }

  /** The view of an image depends on seed, epoch and image, whatever the batches. */
  @Test
  void everyImageHasItsView() throws InterruptedException {
    Augmentation augmentation = new Augmentation(3, Augmentation.Flip.RANDOM);
    Order order = new Order(new Seed(42), 5, augmentation);
    for (int batchSize : new int[] {7, 10}) {
      try (Batches batches = Batches.openShuffled(images, order, batchSize, 2)) {
        for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
          assertEquals(Augmentation.VIEW * batchSize, batch.views().length);
          for (int i = 0; i < batch.size(); i++) {
            int[] view = new int[Augmentation.VIEW];
            augmentation.draw(new Seed(42), 5, batch.labels()[i], view, 0);
            int from = i * Augmentation.VIEW;
            assertArrayEquals(
                view, Arrays.copyOfRange(batch.views(), from, from + Augmentation.VIEW));
          }
        }
      }
    }
    try (Batches plain = shuffled(new Seed(42), 5, 10, 0)) {
      assertEquals(0, plain.next().views().length);
    }
  }

  @Test
  void keepsTheLastBatch() throws InterruptedException {
    try (Batches batches = inSomeOrder(images, 10)) {
      assertEquals(101, batches.count());
      for (int i = 0; i < 100; i++) {
        assertEquals(10, batches.next().size());
      }
      assertEquals(3, batches.next().size());
      assertNull(batches.next());
      assertNull(batches.next());
    }
  }

  @Test
  void takesBatchesLargerThanTheSet() throws InterruptedException {
    try (Batches batches = inSomeOrder(images, Integer.MAX_VALUE)) {
      assertEquals(IMAGES, batches.next().size());
      assertNull(batches.next());
    }
  }

  @Test
  void givesPixelsWithTheirLabels() throws InterruptedException {
    try (Batches batches = shuffled(new Seed(1), 1, 10, 0)) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        for (int i = 0; i < batch.size(); i++) {
          byte[] pixels = {batch.pixels()[2 * i], batch.pixels()[2 * i + 1]};
          int label = batch.labels()[i];
          assertArrayEquals(new byte[] {(byte) label, (byte) (label + 1)}, pixels);
        }
      }
    }
  }

  @Test
  void closeEndsTheThread() throws InterruptedException {
    List<Thread> before = gatherers();
    Batches batches = inSomeOrder(images, 1);
    batches.next();
    assertEquals(before.size() + 1, gatherers().size());
    batches.close();
    batches.close();
    assertEquals(before, gatherers());
    assertThrows(IllegalStateException.class, batches::next);
  }

  @Test
  void closeKeepsTheInterrupt() {
    Batches batches = inSomeOrder(images, 1);
    Thread.currentThread().interrupt();
    batches.close();
    assertTrue(Thread.interrupted());
  }

  @Test
  void aFailureReachesWhoWaits() throws InterruptedException {
    int[] order = {0, 1, IMAGES};
    try (Batches batches = new Batches(images, order, ORDER, 2, 0)) {
      assertEquals(2, batches.next().size());
      for (int i = 0; i < 2; i++) {
        IllegalStateException e = assertThrows(IllegalStateException.class, batches::next);
        assertInstanceOf(IndexOutOfBoundsException.class, e.getCause());
      }
    }
  }

  @Test
  void refusesBatchSizeZero() {
    assertThrows(IllegalArgumentException.class, () -> inSomeOrder(images, 0));
  }

  @Test
  void hasNoBatchOfNoImages() throws InterruptedException {
    LabeledImages none = new LabeledImages(new ImageShape(1, 2, 1), new byte[0], new int[0]);
    try (Batches batches = inSomeOrder(none, 4)) {
      assertEquals(0, batches.count());
      assertNull(batches.next());
    }
  }

  private static LabeledImages images() {
    byte[] pixels = new byte[2 * IMAGES];
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i;
      pixels[2 * i] = (byte) i;
      pixels[2 * i + 1] = (byte) (i + 1);
    }
    return new LabeledImages(new ImageShape(1, 2, 1), pixels, labels);
  }

  private static List<Integer> stored() {
    return IntStream.range(0, IMAGES).boxed().toList();
  }

  private static List<Integer> labels(Batches opened) throws InterruptedException {
    List<Integer> labels = new ArrayList<>();
    try (Batches batches = opened) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        for (int i = 0; i < batch.size(); i++) {
          labels.add(batch.labels()[i]);
        }
      }
    }
    return labels;
  }

  private Batches shuffled(Seed seed, int epoch, int batchSize, int first) {
    return Batches.openShuffled(
        images, new Order(seed, epoch, Augmentation.NONE), batchSize, first);
  }

  private static Batches inSomeOrder(LabeledImages images, int batchSize) {
    return Batches.openShuffled(images, ORDER, batchSize, 0);
  }

  private static List<Thread> gatherers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("batches"))
        .toList();
  }
}
