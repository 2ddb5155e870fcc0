package dev.towers.graph;

import dev.towers.Seed;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.RandomUniform;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The first value of a variable. */
@FunctionalInterface
public interface Initializer {
  Operand<TFloat32> value(Ops tf, Shape shape, Seed seed);

  /**
   * Uniform in ±1/√{@code fanIn}, the number of inputs of one output: the bound of LeCun et al.
   * (Efficient BackProp, 1998), and what PyTorch gives the weights and the biases of its
   * convolutions and linear layers.
   */
  static Initializer uniformFanIn(long fanIn) {
    double bound = 1 / Math.sqrt(fanIn);
    return (tf, shape, seed) ->
        new RandomUniform<TFloat32>(-bound, bound, seed.value())
            .call(tf, tf.constant(shape.asArray()), TFloat32.class);
  }

  /**
   * For the weights of a convolution, [kernel, kernel, in, out]: its first outputs are its inputs
   * as they are, for as many as both have, and the rest is as {@link #uniformFanIn} has it
   * (Zagoruyko and Komodakis: DiracNets, 2017).
   */
  static Initializer diracFanIn(long fanIn) {
    Initializer uniform = uniformFanIn(fanIn);
    return (tf, shape, seed) -> {
      int kernel = Math.toIntExact(shape.get(0));
      int in = Math.toIntExact(shape.get(2));
      int out = Math.toIntExact(shape.get(3));
      int kept = Math.min(in, out);
      float[] identity = new float[kernel * kernel * in * kept];
      int middle = (kernel / 2 * kernel + kernel / 2) * in;
      for (int channel = 0; channel < kept; channel++) {
        identity[(middle + channel) * kept + channel] = 1;
      }
      Operand<TFloat32> same =
          tf.constant(Shape.of(kernel, kernel, in, kept), DataBuffers.of(identity));
      return tf.concat(
          List.of(
              same,
              tf.slice(
                  uniform.value(tf, shape, seed),
                  tf.constant(new int[] {0, 0, 0, kept}),
                  tf.constant(new int[] {-1, -1, -1, -1}))),
          tf.constant(3));
    };
  }

  /** All ones. */
  static Initializer ones() {
    return (tf, shape, seed) -> tf.ones(tf.constant(shape.asArray()), TFloat32.class);
  }

  /** All zeros. */
  static Initializer zeros() {
    return (tf, shape, seed) -> tf.zeros(tf.constant(shape.asArray()), TFloat32.class);
  }
}
