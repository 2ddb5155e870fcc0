package dev.towers.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final int CAT = 0;
  private static final int DOG = 1;
  private static final int FROG = 2;
  private final ConfusionMatrix matrix = new ConfusionMatrix(List.of("cat", "dog", "frog"));

  @Test
  void countsByTruthAndPrediction() {
    count(CAT, CAT, 3);
    count(CAT, DOG, 1);
    count(DOG, CAT, 2);
    assertArrayEquals(new long[][] {{3, 1, 0}, {2, 0, 0}, {0, 0, 0}}, matrix.counts());
    assertEquals(1, matrix.count("cat", "dog"));
    assertEquals(2, matrix.count("dog", "cat"));
  }

  @Test
  void accuracyIsTheShareOfTheDiagonal() {
    count(CAT, CAT, 3);
    count(CAT, DOG, 1);
    count(DOG, DOG, 2);
    count(DOG, FROG, 2);
    assertEquals(8, matrix.total());
    assertEquals(5, matrix.correct());
    assertEquals(5.0 / 8, matrix.accuracy());
    assertEquals(4, matrix.total(CAT));
    assertEquals(0.75, matrix.accuracy(CAT));
    assertEquals(0.5, matrix.accuracy(DOG));
  }

  @Test
  void accuracyOfNoImagesIsNotANumber() {
    assertEquals(Double.NaN, matrix.accuracy());
    count(CAT, CAT, 1);
    assertEquals(Double.NaN, matrix.accuracy(FROG));
  }

  @Test
  void countsAreACopy() {
    matrix.counts()[CAT][CAT] = 9;
    assertEquals(0, matrix.total());
  }

  @Test
  void labelWithoutAClassIsRefused() {
    assertThrows(ArrayIndexOutOfBoundsException.class, () -> matrix.count(3, CAT));
    assertThrows(ArrayIndexOutOfBoundsException.class, () -> matrix.count(CAT, -1));
  }

  private void count(int truth, int predicted, int times) {
    for (int i = 0; i < times; i++) {
      matrix.count(truth, predicted);
    }
  }
}
