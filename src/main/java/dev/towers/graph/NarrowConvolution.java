package dev.towers.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2dBackpropFilter;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A convolution that a {@link Pass} computes in bfloat16, with stride 1, and the gradient of its
 * kernel, which a CPU computes in less time than the op's own rule makes it take.
 *
 * <p>For each row of an image oneDNN multiplies two matrices whose common side is the width of the
 * image, filled up to the 32 numbers that the processor multiplies at once. Of images three or
 * seven pixels wide most of that is filling. Here such images stand side by side, their columns in
 * turn, and the kernel reaches from a column to the next of the same image: the sums are the same,
 * in another order, and take a half to a quarter of the time.
 *
 * @param kernel [height, width, in, out]
 * @param images [n, h, w, in]
 * @param output [n, h', w', out]
 * @param padding SAME or VALID
 */
public record NarrowConvolution(
    Operand<TFloat32> kernel,
    Operand<TBfloat16> images,
    Operand<TBfloat16> output,
    String padding) {
  /** So many columns a processor takes at once. */
  private static final int COLUMNS = 32;

  /** Images wider than this gain less than it costs to move them. */
  private static final int WIDEST = 8;

  /** Whether images side by side make the gradient of the kernel faster on a CPU. */
  public boolean isOfNarrowImages() {
    return output.shape().get(2) <= WIDEST;
  }

  /**
   * The gradient of the kernel, by images side by side: [height, width, in, out].
   *
   * @param gradient that of the output; nothing is moved before it is there
   */
  public Operand<TFloat32> kernelGradient(Ops tf, Output<?> gradient) {
    int abreast = Integer.highestOneBit(COLUMNS / Math.toIntExact(output.shape().get(2)));
    Operand<TInt32> lacking = lacking(tf, abreast);
    Ops then = tf.withControlDependencies(gradient);
    Operand<TBfloat16> sum =
        then.nn.conv2dBackpropFilter(
            sideBySide(then, images, abreast, lacking),
            tf.constant(toInts(kernel.shape())),
            sideBySide(then, gradient.expect(TBfloat16.class), abreast, lacking),
            List.of(1L, 1L, 1L, 1L),
            padding,
            Conv2dBackpropFilter.dilations(1L, 1L, (long) abreast, 1L));
    return tf.dtypes.cast(sum, TFloat32.class);
  }

  /** How many images there are too few of to stand that many abreast: a scalar. */
  private Operand<TInt32> lacking(Ops tf, int abreast) {
    Operand<TInt32> count =
        tf.slice(tf.shape(images), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    return tf.math.floorMod(
        tf.math.neg(tf.reshape(count, tf.constant(Shape.scalar()))), tf.constant(abreast));
  }

  /** [n, h, w, c] to [⌈n/abreast⌉, h, w·abreast, c], behind the last images black ones. */
  private static Operand<TBfloat16> sideBySide(
      Ops tf, Operand<TBfloat16> batch, int abreast, Operand<TInt32> lacking) {
    Operand<TInt32> behind =
        tf.math.mul(lacking, tf.constant(new int[][] {{0, 1}, {0, 0}, {0, 0}, {0, 0}}));
    Operand<TBfloat16> filled =
        tf.pad(batch, behind, tf.dtypes.cast(tf.constant(0f), TBfloat16.class));
    return tf.batchToSpaceNd(
        filled, tf.constant(new int[] {1, abreast}), tf.constant(new int[][] {{0, 0}, {0, 0}}));
  }

  private static int[] toInts(Shape shape) {
    int[] sizes = new int[shape.numDimensions()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(shape.get(i));
    }
    return sizes;
  }
}
