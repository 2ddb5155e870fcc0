package dev.towers.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A function of tensors whose variables exist already, so it can be applied any number of times:
 * once for each tower, and once more for inference.
 */
@FunctionalInterface
public interface Layer {
  /** The ops go to the scope and the device of {@code tf}. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> input);

  /** One layer after the other. */
  static Layer sequence(Layer... layers) {
    List<Layer> chain = List.of(layers);
    return (tf, input) -> {
      Operand<TFloat32> value = input;
      for (Layer layer : chain) {
        value = layer.apply(tf, value);
      }
      return value;
    };
  }

  /** max(0, x). */
  static Layer relu() {
    return (tf, input) -> tf.nn.relu(input);
  }

  /**
   * The largest of each {@code size} x {@code size} square, squares side by side: [n, h, w, c] to
   * [n, h/size, w/size, c]; rows and columns that fill no square are left out.
   */
  static Layer maxPooling(int size) {
    return (tf, input) -> {
      Operand<TInt32> window = tf.constant(new int[] {1, size, size, 1});
      return tf.nn.maxPool(input, window, window, "VALID");
    };
  }

  /** [n, ...] to [n, features], the rows of each example one after the other. */
  static Layer flatten(long features) {
    return (tf, input) -> tf.reshape(input, tf.constant(Shape.of(-1, features)));
  }
}
