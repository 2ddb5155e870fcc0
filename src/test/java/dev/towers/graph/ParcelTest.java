package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class ParcelTest {
  private static final List<Shape> SHAPES = List.of(Shape.of(2, 2), Shape.scalar(), Shape.of(3));

  @Test
  void tensorsFollowOneAnother() {
    assertArrayEquals(
        new float[] {1, 2, 3, 4, 5, 6, 7, 8}, Computed.floats(tf -> parcel(tf).vector()));
  }

  @Test
  void eachComesOutAsItWentIn() {
    List<float[]> expected =
        List.of(new float[] {1, 2, 3, 4}, new float[] {5}, new float[] {6, 7, 8});
    for (int i = 0; i < SHAPES.size(); i++) {
      int which = i;
      assertArrayEquals(
          expected.get(i), Computed.floats(tf -> flat(tf, parcel(tf).unpack(tf).get(which))));
    }
  }

  @Test
  void oneTensorIsAParcelToo() {
    assertArrayEquals(
        new float[] {5},
        Computed.floats(
            tf ->
                flat(
                    tf,
                    Parcel.pack(tf, List.of(tf.constant(5f)), List.of(Shape.scalar()))
                        .unpack(tf)
                        .get(0))));
  }

  private static Parcel parcel(Ops tf) {
    Operand<TFloat32> matrix = tf.constant(new float[][] {{1, 2}, {3, 4}});
    Operand<TFloat32> vector = tf.constant(new float[] {6, 7, 8});
    return Parcel.pack(tf, List.of(matrix, tf.constant(5f), vector), SHAPES);
  }

  private static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> tensor) {
    return tf.reshape(tensor, tf.constant(new int[] {-1}));
  }
}
