package dev.towers.graph;

import dev.towers.data.ImageShape;
import java.util.List;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** Image files to pixels, in the graph, so that every server decodes them as we do. */
public final class EncodedImages {
  private EncodedImages() {}

  /**
   * Decodes PNG, JPEG, GIF or BMP files and resizes each to {@code shape}, whatever its size and
   * proportions. An image that has the shape already keeps every pixel; a larger one is averaged
   * with a triangle kernel as wide as the reduction, so that nothing of it is skipped.
   *
   * @param files [n], the bytes of a file each
   * @return [n, h, w, c]
   */
  public static Operand<TUint8> decode(Ops tf, Operand<TString> files, ImageShape shape) {
    try (ConcreteFunction decodeOne = ConcreteFunction.create(ops -> decodeOne(ops, shape))) {
      return tf.mapDefun(
              List.of(files),
              List.of(),
              List.of(TUint8.class),
              List.of(Shape.of(shape.height(), shape.width(), shape.channels())),
              decodeOne)
          .output()
          .get(0)
          .expect(TUint8.class);
    }
  }

  /** A function from the bytes of a file, a scalar, to its pixels [h, w, c]. */
  private static Signature decodeOne(Ops tf, ImageShape shape) {
    Operand<TString> file = tf.placeholder(TString.class);
    Operand<TUint8> decoded =
        tf.image.decodeImage(
            file,
            TUint8.class,
            DecodeImage.channels((long) shape.channels()),
            DecodeImage.expandAnimations(false));
    Operand<TInt32> size = tf.constant(new int[] {shape.height(), shape.width()});
    Operand<TInt32> decodedSize =
        tf.slice(tf.shape(decoded), tf.constant(new int[] {0}), tf.constant(new int[] {2}));
    Operand<TFloat32> scale =
        tf.math.div(
            tf.dtypes.cast(size, TFloat32.class), tf.dtypes.cast(decodedSize, TFloat32.class));
    Operand<TFloat32> resized =
        tf.image.scaleAndTranslate(
            tf.expandDims(decoded, tf.constant(0)),
            size,
            scale,
            tf.constant(new float[] {0, 0}),
            ScaleAndTranslate.kernelType("triangle"),
            ScaleAndTranslate.antialias(true));
    Operand<TFloat32> rounded =
        tf.clipByValue(tf.math.rint(resized), tf.constant(0f), tf.constant(255f));
    Operand<TUint8> pixels =
        tf.reshape(
            tf.dtypes.cast(rounded, TUint8.class),
            tf.constant(Shape.of(shape.height(), shape.width(), shape.channels())));
    return Signature.builder("decode_image").input("file", file).output("pixels", pixels).build();
  }
}
