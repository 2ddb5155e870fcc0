package dev.towers.graph;

import dev.towers.data.Augmentation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Images as an {@link Augmentation} has them seen: moved within their reflection, mirrored, and
 * covered by a square.
 */
public final class Views {
  /** In the middle of what a pixel can be, which networks get as all but zero. */
  private static final int GRAY = 128;

  private static final Gather.Options EACH_OF_ITS_OWN = Gather.batchDims(1L);

  private Views() {}

  /**
   * Pixel (y, x) of a view is pixel (y + down, x + right) of its image, or (y + down, w - 1 - x +
   * right) where it is mirrored. Places beyond an edge are reflected by it, the edge itself not
   * being repeated; so a shift must be less than both sides.
   *
   * @param images [n, h, w, c]
   * @param views [n, {@link Augmentation#VIEW}]
   * @param cutout the side of the square in pixels; 0 covers nothing
   * @return [n, h, w, c]
   */
  public static Operand<TUint8> of(
      Ops tf, Operand<TUint8> images, Operand<TInt32> views, int cutout) {
    Operand<TUint8> moved = moved(tf, images, views);
    return cutout == 0 ? moved : covered(tf, moved, views, cutout);
  }

  private static Operand<TUint8> moved(Ops tf, Operand<TUint8> images, Operand<TInt32> views) {
    Shape shape = images.shape();
    int height = Math.toIntExact(shape.get(1));
    int width = Math.toIntExact(shape.get(2));
    Operand<TInt32> x = places(tf, width);
    Operand<TInt32> turned = tf.math.sub(tf.constant(width - 1), x);
    Operand<TInt32> across =
        tf.math.add(x, tf.math.mul(number(tf, views, 2), tf.math.sub(turned, x)));
    Operand<TInt32> rows =
        reflected(tf, tf.math.add(places(tf, height), number(tf, views, 0)), height);
    Operand<TInt32> columns = reflected(tf, tf.math.add(across, number(tf, views, 1)), width);
    Operand<TUint8> moved = tf.gather(images, rows, tf.constant(1), EACH_OF_ITS_OWN);
    return tf.gather(moved, columns, tf.constant(2), EACH_OF_ITS_OWN);
  }

  private static Operand<TUint8> covered(
      Ops tf, Operand<TUint8> images, Operand<TInt32> views, int cutout) {
    Shape shape = images.shape();
    int height = Math.toIntExact(shape.get(1));
    int width = Math.toIntExact(shape.get(2));
    Operand<TBool> rows = within(tf, number(tf, views, 3), height, cutout);
    Operand<TBool> columns = within(tf, number(tf, views, 4), width, cutout);
    Operand<TBool> square =
        tf.math.logicalAnd(
            tf.reshape(rows, tf.constant(new int[] {-1, height, 1, 1})),
            tf.reshape(columns, tf.constant(new int[] {-1, 1, width, 1})));
    Operand<TUint8> gray = tf.dtypes.cast(tf.constant(GRAY), TUint8.class);
    return tf.select(square, gray, images);
  }

  /**
   * Which places of a side the square covers: those from its center less half of it on.
   *
   * @param center [n, 1], in parts of the side
   * @return [n, size]
   */
  private static Operand<TBool> within(Ops tf, Operand<TInt32> center, int size, int cutout) {
    Operand<TInt32> pixel =
        tf.math.floorDiv(tf.math.mul(center, tf.constant(size)), tf.constant(Augmentation.PLACES));
    Operand<TInt32> place =
        tf.math.sub(places(tf, size), tf.math.sub(pixel, tf.constant(cutout / 2)));
    return tf.math.logicalAnd(
        tf.math.greaterEqual(place, tf.constant(0)), tf.math.less(place, tf.constant(cutout)));
  }

  /** One number of each view: [n, 1]. */
  private static Operand<TInt32> number(Ops tf, Operand<TInt32> views, int which) {
    return tf.slice(views, tf.constant(new int[] {0, which}), tf.constant(new int[] {-1, 1}));
  }

  /** 0 to size - 1: [1, size]. */
  private static Operand<TInt32> places(Ops tf, int size) {
    return tf.expandDims(
        tf.range(tf.constant(0), tf.constant(size), tf.constant(1)), tf.constant(0));
  }

  /** (size - 1) - |(size - 1) - |place||. */
  private static Operand<TInt32> reflected(Ops tf, Operand<TInt32> place, int size) {
    Operand<TInt32> last = tf.constant(size - 1);
    return tf.math.sub(last, tf.math.abs(tf.math.sub(last, tf.math.abs(place))));
  }
}
