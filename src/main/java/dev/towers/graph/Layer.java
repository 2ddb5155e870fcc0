package dev.towers.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * A function of tensors whose variables exist already, so it can be applied any number of times:
 * once for each tower, and once more for inference.
 */
@FunctionalInterface
public interface Layer {
  /** The ops go to the scope and the device of the pass. */
  Operand<TFloat32> apply(Pass pass, Operand<TFloat32> input);

  /** One layer after the other. */
  static Layer sequence(Layer... layers) {
    List<Layer> chain = List.of(layers);
    return (pass, input) -> {
      Operand<TFloat32> value = input;
      for (Layer layer : chain) {
        value = layer.apply(pass, value);
      }
      return value;
    };
  }

  /** max(0, x). */
  static Layer relu() {
    return (pass, input) -> pass.compute(input, Layer::relu);
  }

  private static <T extends TFloating> Operand<T> relu(Ops tf, Operand<T> input) {
    return tf.nn.relu(input);
  }

  /**
   * The largest of each {@code size} x {@code size} square, squares side by side: [n, h, w, c] to
   * [n, h/size, w/size, c]; rows and columns that fill no square are left out.
   */
  static Layer maxPooling(int size) {
    MaxPooling pooling = new MaxPooling(new long[] {1, size, size, 1});
    return (pass, input) -> pass.compute(input, pooling);
  }

  /** The largest of each channel: [n, h, w, c] to [n, c]. */
  static Layer globalMaxPooling() {
    return (pass, input) -> pass.tf().max(input, pass.tf().constant(new int[] {1, 2}));
  }

  /** factor·x. */
  static Layer scaling(float factor) {
    return (pass, input) -> pass.tf().math.mul(input, pass.tf().constant(factor));
  }

  /** [n, ...] to [n, features], the rows of each example one after the other. */
  static Layer flatten(long features) {
    return (pass, input) -> pass.tf().reshape(input, pass.tf().constant(Shape.of(-1, features)));
  }
}
