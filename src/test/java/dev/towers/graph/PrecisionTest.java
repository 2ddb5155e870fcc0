package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tensorflow.op.Ops;

class PrecisionTest {
  /** Between 1 and the next number of bfloat16, 1 + 2^-7, nearer to 1. */
  private static final float FINE = 1 + 1f / 512;

  @Test
  void bfloat16RoundsWhatConvolutionsTakeInTraining() {
    assertArrayEquals(new float[] {1}, convolved(tf -> Pass.training(tf, Precision.BFLOAT16)));
    assertArrayEquals(
        new float[] {FINE * FINE}, convolved(tf -> Pass.training(tf, Precision.FLOAT32)));
  }

  @Test
  void answersAreInSinglePrecision() {
    assertArrayEquals(new float[] {FINE * FINE}, convolved(Pass::inference));
  }

  @Test
  void everyPrecisionHasAWord() {
    assertEquals("bfloat16", Precision.BFLOAT16.word());
    for (Precision precision : Precision.values()) {
      assertEquals(precision, Precision.named(precision.word()));
    }
  }

  private static float[] convolved(Function<Ops, Pass> pass) {
    return Computed.floats(
        tf -> {
          var one = tf.reshape(tf.constant(FINE), tf.constant(new int[] {1, 1, 1, 1}));
          return pass.apply(tf).convolve(one, one, "VALID");
        });
  }
}
