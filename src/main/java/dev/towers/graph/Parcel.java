package dev.towers.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Many tensors as one vector, so that they go from one process to another in one message.
 *
 * @param vector the numbers of all, one tensor after the other
 * @param shapes of each
 */
public record Parcel(Operand<TFloat32> vector, List<Shape> shapes) {
  private static final Shape FLAT = Shape.of(-1);

  public Parcel {
    shapes = List.copyOf(shapes);
  }

  /**
   * Puts tensors together.
   *
   * @param tf on the device that has them
   */
  public static Parcel pack(Ops tf, List<? extends Operand<TFloat32>> tensors, List<Shape> shapes) {
    List<Operand<TFloat32>> flat = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      Operand<TFloat32> tensor = tensors.get(i);
      flat.add(
          shapes.get(i).isScalar()
              ? tf.stack(List.of(tensor))
              : tf.reshape(tensor, tf.constant(FLAT)));
    }
    return new Parcel(flat.size() == 1 ? flat.get(0) : tf.concat(flat, tf.constant(0)), shapes);
  }

  /**
   * Takes them apart again.
   *
   * @param tf on the device that wants them
   */
  public List<Operand<TFloat32>> unpack(Ops tf) {
    Operand<TInt64> sizes = tf.constant(shapes.stream().mapToLong(Shape::size).toArray());
    List<Operand<TFloat32>> tensors = new ArrayList<>();
    long count = shapes.size();
    List<Output<TFloat32>> parts = tf.splitV(vector, sizes, tf.constant(0), count).output();
    for (int i = 0; i < parts.size(); i++) {
      tensors.add(tf.reshape(parts.get(i), tf.constant(shapes.get(i))));
    }
    return tensors;
  }
}
