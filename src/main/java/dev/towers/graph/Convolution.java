package dev.towers.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A convolution without padding, stride 1, plus a bias for each output channel: [n, h, w, in] to
 * [n, h-kernel+1, w-kernel+1, out].
 *
 * @param weights [kernel, kernel, in, out]
 * @param biases [out]
 */
public record Convolution(Operand<TFloat32> weights, Operand<TFloat32> biases) implements Layer {

  /** Makes the variables {@code name.weights} and {@code name.biases}. */
  public static Convolution create(
      Parameters parameters, String name, int kernel, int in, int out) {
    Initializer initializer = Initializer.uniformFanIn((long) kernel * kernel * in);
    return new Convolution(
        parameters.create(name + ".weights", Shape.of(kernel, kernel, in, out), initializer),
        parameters.create(name + ".biases", Shape.of(out), initializer));
  }

  @Override
  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> input) {
    return pass.tf()
        .nn
        .biasAdd(pass.convolve(input, pass.read(weights), "VALID"), pass.read(biases));
  }
}
