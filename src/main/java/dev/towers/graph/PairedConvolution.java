package dev.towers.graph;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A {@link Convolution} of few outputs that computes two columns at a time in training: the same
 * parameters and, to float rounding, the same numbers and gradients. Processors compute 8 or 16
 * outputs at once whether there are as many or not, so six outputs leave most of their power unused
 * and twelve do not: of 5x5 on 3 to 6 channels, both the forward pass and the filter's gradient
 * take two thirds of the time.
 *
 * <p>Images [n, h, w, in] lie in memory as [n, h, w/2, 2·in] do, so two columns become the channels
 * of one for nothing, and what comes out is told apart likewise. The kernel is there twice: with a
 * column of zeros at its right for the left one of two columns, and at its left for the right one.
 * Qualcomm calls this a width-to-depth transformation (AI Engine Direct, HTP network design
 * recommendations: Use Space-to-depth transformation where possible).
 *
 * <p>Images of an odd width are convolved column by column, and so is whatever is only answered:
 * one image gains less than it costs to make the kernel.
 *
 * @param plain with a kernel of odd width
 */
public record PairedConvolution(Convolution plain) implements Layer {
  public PairedConvolution {
    if (plain.weights().shape().get(1) % 2 == 0) {
      throw new IllegalArgumentException("a kernel of " + plain.weights().shape());
    }
  }

  /** Makes the variables that {@link Convolution#create} makes. */
  public static PairedConvolution create(
      Parameters parameters, String name, int kernel, int in, int out) {
    return new PairedConvolution(Convolution.create(parameters, name, kernel, in, out));
  }

  @Override
  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> input) {
    return pass.isTraining() && input.shape().get(2) % 2 == 0
        ? inPairs(pass, input)
        : plain.apply(pass, input);
  }

  /** [n, h, w, in] to [n, h', w', out]. */
  private Operand<TFloat32> inPairs(Pass pass, Operand<TFloat32> input) {
    Ops tf = pass.tf();
    Shape images = input.shape();
    Operand<TFloat32> pairs =
        tf.reshape(
            input, tf.constant(Shape.of(-1, images.get(1), images.get(2) / 2, 2 * images.get(3))));
    Operand<TFloat32> output =
        new Convolution(kernelOfPairs(pass), biasesOfPairs(pass)).apply(pass, pairs);
    Shape outputs = output.shape();
    return tf.reshape(
        output, tf.constant(Shape.of(-1, outputs.get(1), 2 * outputs.get(2), outputs.get(3) / 2)));
  }

  /**
   * [out] to [2·out]. By one gather, as the kernel: TensorFlow may add the gradients of two uses up
   * in another order where the towers sit elsewhere.
   */
  private Operand<TFloat32> biasesOfPairs(Pass pass) {
    Ops tf = pass.tf();
    int out = Math.toIntExact(plain.biases().shape().get(0));
    int[] places = IntStream.range(0, 2 * out).map(i -> i % out).toArray();
    return tf.gather(pass.read(plain.biases()), tf.constant(places), tf.constant(0));
  }

  /** [h, w, in, out] to [h, (w+1)/2, 2·in, 2·out]. */
  private Operand<TFloat32> kernelOfPairs(Pass pass) {
    Ops tf = pass.tf();
    Shape kernel = plain.weights().shape();
    Shape pairs =
        Shape.of(kernel.get(0), (kernel.get(1) + 1) / 2, 2 * kernel.get(2), 2 * kernel.get(3));
    Operand<TFloat32> flat = tf.reshape(pass.read(plain.weights()), tf.constant(new int[] {-1}));
    Operand<TFloat32> withZero =
        tf.concat(List.of(flat, tf.constant(new float[] {0})), tf.constant(0));
    return tf.gather(withZero, tf.constant(pairs, DataBuffers.of(places(kernel))), tf.constant(0));
  }

  /** Where each weight of the kernel of pairs is in the plain one, a zero being behind that. */
  private static int[] places(Shape kernel) {
    int height = Math.toIntExact(kernel.get(0));
    int width = Math.toIntExact(kernel.get(1));
    int in = Math.toIntExact(kernel.get(2));
    int out = Math.toIntExact(kernel.get(3));
    int zero = height * width * in * out;
    int[] places = new int[height * (width + 1) * in * 2 * out];
    int next = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width + 1; column++) {
        for (int channel = 0; channel < in; channel++) {
          for (int right = 0; right < 2; right++) {
            int plain = column - right; // the right column of a pair looks one further
            boolean within = plain >= 0 && plain < width;
            int first = ((row * width + plain) * in + channel) * out;
            for (int output = 0; output < out; output++) {
              places[next++] = within ? first + output : zero;
            }
          }
        }
      }
    }
    return places;
  }
}
