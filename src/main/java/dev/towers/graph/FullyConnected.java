package dev.towers.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * x·W + b: [n, in] to [n, out].
 *
 * @param weights [in, out]
 * @param biases [out]
 */
public record FullyConnected(Operand<TFloat32> weights, Operand<TFloat32> biases) implements Layer {

  /** Makes the variables {@code name.weights} and {@code name.biases}. */
  public static FullyConnected create(Parameters parameters, String name, long in, long out) {
    Initializer initializer = Initializer.uniformFanIn(in);
    return new FullyConnected(
        parameters.create(name + ".weights", Shape.of(in, out), initializer),
        parameters.create(name + ".biases", Shape.of(out), initializer));
  }

  @Override
  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> input) {
    Ops tf = pass.tf();
    return tf.nn.biasAdd(tf.linalg.matMul(input, pass.read(weights)), pass.read(biases));
  }
}
