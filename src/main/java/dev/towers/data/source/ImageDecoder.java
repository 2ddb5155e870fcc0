package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.graph.EncodedImages;
import dev.towers.tower.Sessions;
import dev.towers.tower.TensorFlowStart;
import dev.towers.tower.Threads;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Decodes image files with the ops that exported models have, so that a network is trained on the
 * pixels that it will be asked about. Any number of threads may use one.
 */
final class ImageDecoder implements AutoCloseable {
  static final int CHANNELS = 3;

  private final TensorFlowStart.Silence silence;
  private final Graph graph;
  private final Session session;
  private final ImageForm form;
  private final ImageShape shape;
  private final Ends ends;

  /** An image file, its pixels and those that come to the form; JPEG files of the shape. */
  private record Ends(
      Operand<TString> file,
      Operand<TUint8> decoded,
      Operand<TUint8> fitted,
      Operand<TString> jpegs,
      Operand<TUint8> pixels) {

    static Ends define(Ops tf, ImageForm form, ImageShape shape) {
      Operand<TString> file = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
      Operand<TUint8> decoded = EncodedImages.decode(tf, file, shape.channels());
      Operand<TString> jpegs = tf.placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
      return new Ends(
          file,
          decoded,
          EncodedImages.fit(tf, decoded, form, shape.channels()),
          jpegs,
          EncodedImages.decodeJpegs(tf, jpegs, shape));
    }
  }

  private ImageDecoder(Graph graph, Session session, ImageForm form, ImageShape shape, Ends ends) {
    silence = TensorFlowStart.silence();
    this.graph = graph;
    this.session = session;
    this.form = form;
    this.shape = shape;
    this.ends = ends;
  }

  /**
   * The caller closes it.
   *
   * @param form to which every image is brought
   * @param shape that every image then has
   */
  static ImageDecoder open(ImageForm form, ImageShape shape) {
    TensorFlowStart.ensure();
    Graph graph = new Graph();
    try {
      Ends ends = Ends.define(Ops.create(graph), form, shape);
      return new ImageDecoder(graph, Sessions.open(graph), form, shape, ends);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** The shape that every image has. */
  ImageShape shape() {
    return shape;
  }

  /** Whether an image may be one of those that are decoded together. */
  boolean isPlainJpeg(EncodedImage image) {
    return hasShape(image) && EncodedImages.isJpeg(image.bytes());
  }

  private boolean hasShape(EncodedImage image) {
    return image.height() == shape.height() && image.width() == shape.width();
  }

  /**
   * Decodes an image into {@code to} from {@code offset} on. Gray becomes three equal channels.
   *
   * @throws InputException if it does not come to the shape, or cannot be decoded
   */
  void decode(EncodedImage image, byte[] to, int offset) {
    if (form.isNative() && !hasShape(image)) {
      throw InputException.about(
          "%s: expected an image of %d x %d pixels like the first, found %d x %d; make all of one"
              + " size, or choose a size for all with %s",
          image.path(),
          shape.width(),
          shape.height(),
          image.width(),
          image.height(),
          ImageForm.IMAGE_SIZE);
    }
    // What has its size already keeps every pixel when it is fitted, so that way is left out.
    Operand<TUint8> pixels = hasShape(image) ? ends.decoded : ends.fitted;
    Shape expected = Shape.of(shape.height(), shape.width(), shape.channels());
    try (TString bytes = TString.tensorOfBytes(NdArrays.scalarOfObject(image.bytes()));
        Result result = run(ends.file, bytes, pixels, Threads.IN_CALLING_THREAD)) {
      if (!result.get(0).shape().equals(expected)) {
        throw image.broken("its size is not what its header says");
      }
      read(result, to, offset);
    } catch (TFInvalidArgumentException e) {
      throw image.broken(e.getMessage());
    }
  }

  /**
   * Decodes sound JPEG files of the shape, one after the other, into {@code to} from {@code offset}
   * on: of small images, twice as many in a second as one by one.
   *
   * @param options of the run, by which it shares the work between threads or does not
   * @throws TFInvalidArgumentException if one is broken
   */
  void decodeJpegs(byte[][] files, byte[] to, int offset, RunOptions options) {
    try (TString bytes = TString.tensorOfBytes(NdArrays.vectorOfObjects(files));
        Result result = run(ends.jpegs, bytes, ends.pixels, options)) {
      read(result, to, offset);
    }
  }

  private Result run(
      Operand<TString> input, TString bytes, Operand<TUint8> pixels, RunOptions options) {
    return session.runner().setOptions(options).feed(input, bytes).fetch(pixels).run();
  }

  private static void read(Result result, byte[] to, int offset) {
    TUint8 pixels = (TUint8) result.get(0);
    pixels.asRawTensor().data().read(to, offset, Math.toIntExact(pixels.size()));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
    silence.close();
  }
}
