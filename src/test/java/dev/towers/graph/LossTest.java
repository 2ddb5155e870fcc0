package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

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
                Loss.crossEntropy(2)
                    .sum(tf, tf.constant(new float[][] {{1000, 0}}), tf.constant(new int[] {1})));
    assertEquals(1000, loss[0], 1e-3);
  }

  /** The loss of some of the examples. */
  private static float crossEntropy(int from, int to) {
    float[][] logits = Arrays.copyOfRange(LOGITS, from, to);
    int[] labels = Arrays.copyOfRange(LABELS, from, to);
    return Computed.floats(
        tf -> Loss.crossEntropy(3).sum(tf, tf.constant(logits), tf.constant(labels)))[0];
  }
}
