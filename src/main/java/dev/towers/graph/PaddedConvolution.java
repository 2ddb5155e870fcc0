package dev.towers.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A convolution with stride 1 that keeps height and width by adding zeros at the edges, and has no
 * bias, which the batch normalization behind it would only take away: [n, h, w, in] to [n, h, w,
 * out].
 *
 * @param weights [kernel, kernel, in, out]
 */
public record PaddedConvolution(Operand<TFloat32> weights) implements Layer {

  /** Makes the variable {@code name.weights}. */
  public static PaddedConvolution create(
      Parameters parameters, String name, int kernel, int in, int out) {
    return new PaddedConvolution(
        parameters.create(
            name + ".weights",
            Shape.of(kernel, kernel, in, out),
            Initializer.diracFanIn((long) kernel * kernel * in)));
  }

  @Override
  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> input) {
    return pass.convolve(input, pass.read(weights), "SAME");
  }
}
