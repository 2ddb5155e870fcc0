package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class InferenceTest {
  private static final float LN_3 = (float) Math.log(3);

  @Test
  void probabilitiesAreTheSoftmaxOfTheLogits() {
    float[] probabilities = Computed.floats(tf -> answer(tf).probabilities());
    assertArrayEquals(new float[] {0.25f, 0.75f, 0.5f, 0.5f, 0.9f, 0.1f}, probabilities, 1e-6f);
  }

  @Test
  void classIsTheLabelOfTheLargestLogit() {
    float[] classes = Computed.floats(tf -> tf.dtypes.cast(answer(tf).classes(), TFloat32.class));
    assertEquals(1, classes[0]);
    assertEquals(0, classes[2]);
  }

  @Test
  void networkSeesNormalizedPixels() {
    Layer itself = (pass, pixels) -> pixels;
    float[] logits = Computed.floats(tf -> Inference.of(tf, itself, bytes(tf, 0, 255)).logits());
    assertArrayEquals(new float[] {-1, 1}, logits, 1e-6f);
  }

  private static Inference answer(Ops tf) {
    Operand<TFloat32> logits = tf.constant(new float[][] {{0, LN_3}, {7, 7}, {2 * LN_3, 0}});
    return Inference.of(tf, (ops, pixels) -> logits, bytes(tf, 0, 0));
  }

  private static Operand<TUint8> bytes(Ops tf, int... values) {
    return tf.dtypes.cast(tf.constant(new int[][] {values}), TUint8.class);
  }
}
