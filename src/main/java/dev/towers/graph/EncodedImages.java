package dev.towers.graph;

import dev.towers.data.ImageForm;
import dev.towers.data.ImageForm.Fit;
import dev.towers.data.ImageShape;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.DecodePng;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Image files to pixels, in the graph: training, evaluation and every server decode them alike.
 *
 * <p>JPEG files are decoded with the accurate inverse cosine transform, as most other programs do
 * it; TensorFlow's own choice, the fast one, comes out darker by up to 17 of 255. Color profiles
 * and the orientation that a camera notes are not looked at, transparency is dropped, and 16 bits
 * are cut to 8.
 */
public final class EncodedImages {
  /** With what every JPEG file begins, and no other image. */
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  /** With what every PNG file begins. */
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  /** How much red, green and blue there is in gray (ITU-R BT.601). */
  private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

  private EncodedImages() {}

  /** Whether a file is decoded as a JPEG one, by how it begins. */
  public static boolean isJpeg(byte[] file) {
    return file.length >= JPEG.length && Arrays.equals(file, 0, JPEG.length, JPEG, 0, JPEG.length);
  }

  /**
   * Decodes PNG, JPEG, GIF or BMP files and brings each to one form.
   *
   * @param files [n], the bytes of a file each
   * @return [n, h, w, c]
   */
  public static Operand<TUint8> decodeAll(
      Ops tf, Operand<TString> files, ImageForm form, int channels) {
    return forEach(
        tf,
        files,
        new ImageShape(form.height(), form.width(), channels),
        (ops, file) -> fit(ops, decode(ops, file, channels), form, channels));
  }

  /**
   * Decodes JPEG files of one shape.
   *
   * @param files [n], the bytes of a file each
   * @return [n, h, w, c]
   */
  public static Operand<TUint8> decodeJpegs(Ops tf, Operand<TString> files, ImageShape shape) {
    return forEach(tf, files, shape, (ops, file) -> jpeg(ops, file, shape.channels()));
  }

  private static Operand<TUint8> forEach(
      Ops tf,
      Operand<TString> files,
      ImageShape shape,
      BiFunction<Ops, Operand<TString>, Operand<TUint8>> decoding) {
    try (ConcreteFunction decodeOne = decoder(decoding)) {
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

  /**
   * Decodes a PNG, JPEG, GIF or BMP file; of an animation, its first picture.
   *
   * @param file the bytes, a scalar
   * @param channels 1 or 3
   * @return [h, w, c], of the size that the file says
   */
  public static Operand<TUint8> decode(Ops tf, Operand<TString> file, int channels) {
    return either(
        tf,
        JPEG,
        file,
        (ops, bytes) -> jpeg(ops, bytes, channels),
        (ops, bytes) -> other(ops, bytes, channels));
  }

  /** Decodes a file in one way if it begins so, else in the other. */
  private static Operand<TUint8> either(
      Ops tf,
      byte[] start,
      Operand<TString> file,
      BiFunction<Ops, Operand<TString>, Operand<TUint8>> one,
      BiFunction<Ops, Operand<TString>, Operand<TUint8>> other) {
    Operand<TString> found = tf.strings.substr(file, tf.constant(0), tf.constant(start.length));
    try (ConcreteFunction decodeOne = decoder(one);
        ConcreteFunction decodeOther = decoder(other)) {
      return tf.statelessIf(
              tf.math.equal(found, constant(tf, start)),
              List.of(file),
              List.of(TUint8.class),
              decodeOne,
              decodeOther)
          .output()
          .get(0)
          .expect(TUint8.class);
    }
  }

  private static Operand<TString> constant(Ops tf, byte[] bytes) {
    try (TString tensor = TString.tensorOfBytes(NdArrays.scalarOfObject(bytes))) {
      return tf.constantOf(tensor);
    }
  }

  private static ConcreteFunction decoder(
      BiFunction<Ops, Operand<TString>, Operand<TUint8>> decoding) {
    return ConcreteFunction.create(
        tf -> {
          Operand<TString> file = tf.placeholder(TString.class);
          return Signature.builder("decode")
              .input("file", file)
              .output("pixels", decoding.apply(tf, file))
              .build();
        });
  }

  private static Operand<TUint8> jpeg(Ops tf, Operand<TString> file, int channels) {
    return tf.image.decodeJpeg(
        file, DecodeJpeg.channels((long) channels), DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
  }

  private static Operand<TUint8> other(Ops tf, Operand<TString> file, int channels) {
    return channels == 1
        ? either(
            tf,
            PNG,
            file,
            (ops, bytes) -> ops.image.decodePng(bytes, TUint8.class, DecodePng.channels(1L)),
            EncodedImages::gray)
        : anyOther(tf, file, channels);
  }

  private static Operand<TUint8> anyOther(Ops tf, Operand<TString> file, int channels) {
    return tf.image.decodeImage(
        file,
        TUint8.class,
        DecodeImage.channels((long) channels),
        DecodeImage.expandAnimations(false));
  }

  /** The luma of JPEG files, of files that TensorFlow decodes in colors alone: GIF and BMP. */
  private static Operand<TUint8> gray(Ops tf, Operand<TString> file) {
    Operand<TFloat32> colors = tf.dtypes.cast(anyOther(tf, file, LUMA.length), TFloat32.class);
    Operand<TFloat32> luma =
        tf.reduceSum(
            tf.math.mul(colors, tf.constant(LUMA)), tf.constant(-1), ReduceSum.keepDims(true));
    return tf.dtypes.cast(tf.math.rint(luma), TUint8.class);
  }

  /**
   * Brings an image to a form. One that has its size already keeps every pixel; a larger one is
   * averaged with a triangle kernel as wide as the reduction, so that nothing of it is skipped.
   *
   * @param image [any height, any width, c]
   * @return [h, w, c]; the image itself where the form is native
   */
  public static Operand<TUint8> fit(Ops tf, Operand<TUint8> image, ImageForm form, int channels) {
    if (form.isNative()) {
      return image;
    }
    Operand<TInt32> size = tf.constant(new int[] {form.height(), form.width()});
    Operand<TFloat32> target = tf.dtypes.cast(size, TFloat32.class);
    Operand<TFloat32> found =
        tf.dtypes.cast(
            tf.slice(tf.shape(image), tf.constant(new int[] {0}), tf.constant(new int[] {2})),
            TFloat32.class);
    Operand<TFloat32> scale = scale(tf, tf.math.div(target, found), form.fit());
    Operand<TFloat32> margin =
        tf.math.mul(tf.math.sub(target, tf.math.mul(found, scale)), tf.constant(0.5f));
    Operand<TFloat32> resized =
        tf.image.scaleAndTranslate(
            tf.expandDims(image, tf.constant(0)),
            size,
            scale,
            form.fit() == Fit.STRETCH ? tf.constant(new float[] {0, 0}) : margin,
            ScaleAndTranslate.kernelType("triangle"),
            ScaleAndTranslate.antialias(true));
    Operand<TFloat32> rounded =
        tf.clipByValue(tf.math.rint(resized), tf.constant(0f), tf.constant(255f));
    return tf.reshape(
        tf.dtypes.cast(rounded, TUint8.class),
        tf.constant(Shape.of(form.height(), form.width(), channels)));
  }

  /** By how much each side is scaled. */
  private static Operand<TFloat32> scale(Ops tf, Operand<TFloat32> each, Fit fit) {
    Operand<TInt32> all = tf.constant(0);
    return switch (fit) {
      case STRETCH -> each;
      case CROP -> tf.broadcastTo(tf.max(each, all), tf.constant(new int[] {2}));
      case PAD -> tf.broadcastTo(tf.min(each, all), tf.constant(new int[] {2}));
    };
  }
}
