package dev.towers.graph;

import dev.towers.Seed;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.RandomUniform;
import org.tensorflow.ndarray.Shape;
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

  /** All ones. */
  static Initializer ones() {
    return (tf, shape, seed) -> tf.ones(tf.constant(shape.asArray()), TFloat32.class);
  }

  /** All zeros. */
  static Initializer zeros() {
    return (tf, shape, seed) -> tf.zeros(tf.constant(shape.asArray()), TFloat32.class);
  }
}
