package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {
  private static final float[][] LOGITS = {{1, 2, 3}, {0, 0, 0}, {-1, 4, 0.5f}};
  private static final int[] LABELS = {2, 0, 0};

  @Test
  void crossEntropyIsMinusTheLogOfTheTrueClassesProbability() {
    assertEquals(Math.log(Math.exp(-2) + Math.exp(-1) + 1), crossEntropy(0, 1), 1e-6);
    assertEquals(Math.log(3), crossEntropy(1, 2), 1e-6);
  }

  @Test
  void sumsOfPartsAddUpToTheSumOfTheWhole() {
    assertEquals(crossEntropy(0, 1) + crossEntropy(1, 3), crossEntropy(0, 3), 1e-6);
  }

  @Test
  void largeLogitsDoNotOverflow() {
    float[] loss =
        Computed.floats(
            tf ->
                Loss.crossEntropy()
                    .sum(tf, tf.constant(new float[][] {{1000, 0}}), tf.constant(new int[] {1})));
    assertEquals(1000, loss[0], 1e-3);
  }

  /** −Σ q·log p with q = 1 − s + s/3 for the true class and s/3 for each of the others. */
  @Test
  void smoothedLabelsSpreadAPartOfTheTruth() {
    double logSum = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3));
    double expected = (0.7 + 0.1) * (logSum - 3) + 0.1 * (logSum - 1) + 0.1 * (logSum - 2);
    float[][] logits = {LOGITS[0]};
    assertEquals(expected, sum(Loss.crossEntropy(0.3f), logits, new int[] {2}), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1, Float.NaN})
  void smoothingIsAPart(float smoothing) {
    assertThrows(IllegalArgumentException.class, () -> Loss.crossEntropy(smoothing));
  }

  /** The loss of some of the examples. */
  private static float crossEntropy(int from, int to) {
    float[][] logits = Arrays.copyOfRange(LOGITS, from, to);
    int[] labels = Arrays.copyOfRange(LABELS, from, to);
    return sum(Loss.crossEntropy(), logits, labels);
  }

  private static float sum(Loss loss, float[][] logits, int[] labels) {
    return Computed.floats(tf -> loss.sum(tf, tf.constant(logits), tf.constant(labels)))[0];
  }
}
