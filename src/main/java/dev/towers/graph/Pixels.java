package dev.towers.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Pixels from bytes to what a network takes, the same for training, evaluation and serving. */
public final class Pixels {
  private Pixels() {}

  /** [0, 255] to [-1, 1], in any shape: x / 127.5 - 1. */
  public static Operand<TFloat32> normalize(Ops tf, Operand<TUint8> bytes) {
    Operand<TFloat32> pixels = tf.dtypes.cast(bytes, TFloat32.class);
    return tf.math.sub(tf.math.mul(pixels, tf.constant(1 / 127.5f)), tf.constant(1f));
  }
}
