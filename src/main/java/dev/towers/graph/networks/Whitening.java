package dev.towers.graph.networks;

import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.graph.Initializer;
import dev.towers.graph.Layer;
import dev.towers.graph.Parameters;
import dev.towers.graph.Pixels;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.linalg.SelfAdjointEig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A first convolution whose outputs have, over the training images, no correlation and the same
 * variance, and whose weights are not trained: its filters are the eigenvectors of the covariance
 * of small patches, each divided by the root of its eigenvalue, and the negatives of all, since
 * what follows cuts off what is below zero (Page: How to Train Your ResNet 8, 2019).
 */
final class Whitening {
  /**
   * Added to the eigenvalues, so that no noise is made large: a fourth of Jordan's 5e-4, for pixels
   * whose standard deviation is half of his.
   */
  private static final float EPSILON = 1.25e-4f;

  /** Of how many images the patches are, at most. */
  private static final int IMAGES = 1_000;

  /** How many bytes these have together, at most: they are in the graph. */
  private static final int BYTES = 16 << 20;

  private Whitening() {}

  /** The number of filters for patches of {@code size} x {@code size}. */
  static int filters(int size, int channels) {
    return 2 * size * size * channels;
  }

  /**
   * Makes the variable {@code name.weights}, which no gradient changes. There are no biases: no
   * gradient has to go back through the next convolution, which is the dearest.
   *
   * @param start of the weights
   */
  static Layer create(
      Parameters parameters, String name, int size, int channels, Initializer start) {
    Operand<TFloat32> weights =
        parameters
            .createState(
                name + ".weights", Shape.of(size, size, channels, filters(size, channels)), start)
            .variable();
    return (pass, input) -> pass.convolve(input, pass.read(weights), "VALID");
  }

  /** Filters at random, for a network that is told of no images: with zeros it would be dead. */
  static Initializer ofNoImages() {
    return (tf, filters, seed) ->
        Initializer.uniformFanIn(filters.size() / filters.get(3)).value(tf, filters, seed);
  }

  /** The filters for images like the first, or like those of all classes where these lie apart. */
  static Initializer of(LabeledImages images) {
    ImageShape shape = images.shape();
    int count = Math.min(Math.min(IMAGES, Math.max(1, BYTES / shape.bytes())), images.size());
    byte[] pixels = new byte[count * shape.bytes()];
    boolean byClass = images.isByClass();
    for (int i = 0; i < count; i++) {
      int image = byClass ? (int) ((long) i * images.size() / count) : i;
      images.copyPixels(image, pixels, i * shape.bytes());
    }
    Shape all = Shape.of(count, shape.height(), shape.width(), shape.channels());
    return (tf, filters, seed) -> {
      try (TUint8 bytes = TUint8.tensorOf(all, DataBuffers.of(pixels, true, false))) {
        Operand<TFloat32> sample = Pixels.normalize(tf, tf.constantOf(bytes));
        return tf.reshape(
            whitening(tf, patches(tf, sample, filters.get(0))), tf.constant(filters.asArray()));
      }
    };
  }

  /** Every patch of all images: [patches, size·size·channels]. */
  private static Operand<TFloat32> patches(Ops tf, Operand<TFloat32> images, long size) {
    Operand<TFloat32> patches =
        tf.image.extractImagePatches(
            images,
            List.of(1L, size, size, 1L),
            List.of(1L, 1L, 1L, 1L),
            List.of(1L, 1L, 1L, 1L),
            "VALID");
    return tf.reshape(patches, tf.constant(Shape.of(-1, patches.shape().get(3))));
  }

  /** A column for each filter: [values of a patch, filters]. */
  private static Operand<TFloat32> whitening(Ops tf, Operand<TFloat32> patches) {
    Operand<TFloat32> centered = tf.math.sub(patches, tf.math.mean(patches, tf.constant(0)));
    Operand<TFloat32> products = tf.linalg.matMul(centered, centered, MatMul.transposeA(true));
    Operand<TFloat32> covariance =
        tf.math.div(products, tf.constant((float) patches.shape().get(0)));
    SelfAdjointEig<TFloat32> eigen = tf.linalg.selfAdjointEig(covariance);
    Operand<TFloat32> scaled =
        tf.math.mul(eigen.v(), tf.math.rsqrt(tf.math.add(eigen.e(), tf.constant(EPSILON))));
    return tf.concat(List.of(scaled, tf.math.neg(scaled)), tf.constant(1));
  }
}
