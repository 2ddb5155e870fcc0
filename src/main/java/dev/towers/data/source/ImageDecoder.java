package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.graph.EncodedImages;
import dev.towers.tower.Sessions;
import dev.towers.tower.TensorFlowStart;
import dev.towers.tower.Threads;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
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
  private final Operand<TString> file;
  private final Operand<TUint8> decoded;
  private final Operand<TUint8> fitted;

  private ImageDecoder(
      Graph graph,
      Session session,
      ImageForm form,
      Operand<TString> file,
      Operand<TUint8> decoded,
      Operand<TUint8> fitted) {
    silence = TensorFlowStart.silence();
    this.graph = graph;
    this.session = session;
    this.form = form;
    this.file = file;
    this.decoded = decoded;
    this.fitted = fitted;
  }

  /**
   * The caller closes it.
   *
   * @param form that every image comes to
   */
  static ImageDecoder open(ImageForm form) {
    TensorFlowStart.ensure();
    Graph graph = new Graph();
    try {
      Ops tf = Ops.create(graph);
      Operand<TString> file = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
      Operand<TUint8> decoded = EncodedImages.decode(tf, file, CHANNELS);
      Operand<TUint8> fitted = EncodedImages.fit(tf, decoded, form, CHANNELS);
      return new ImageDecoder(graph, Sessions.open(graph), form, file, decoded, fitted);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** The shape that an image comes to, which is read only where it decides. */
  ImageShape shapeOf(Supplier<EncodedImage> image) {
    if (!form.isNative()) {
      return new ImageShape(form.height(), form.width(), CHANNELS);
    }
    EncodedImage read = image.get();
    return new ImageShape(read.height(), read.width(), CHANNELS);
  }

  /**
   * Decodes an image into {@code to} from {@code offset} on. Gray becomes three equal channels.
   *
   * @throws InputException if it does not come to the shape {@code expected}, or cannot be decoded
   */
  void decode(EncodedImage image, ImageShape expected, byte[] to, int offset) {
    if (!shapeOf(() -> image).equals(expected)) {
      throw InputException.about(
          "%s: expected an image of %d x %d pixels like the first, found %d x %d; make all of one"
              + " size, or choose a size for all with %s",
          image.path(),
          expected.width(),
          expected.height(),
          image.width(),
          image.height(),
          ImageForm.IMAGE_SIZE);
    }
    // What has its size already keeps every pixel when it is fitted, so that way is left out.
    boolean fits = image.height() == expected.height() && image.width() == expected.width();
    try (TString bytes = TString.tensorOfBytes(NdArrays.scalarOfObject(image.bytes()));
        Result result =
            session
                .runner()
                .setOptions(Threads.IN_CALLING_THREAD)
                .feed(file, bytes)
                .fetch(fits ? decoded : fitted)
                .run()) {
      TUint8 pixels = (TUint8) result.get(0);
      Shape shape = Shape.of(expected.height(), expected.width(), expected.channels());
      if (!pixels.shape().equals(shape)) {
        throw image.broken("its size is not what its header says");
      }
      pixels.asRawTensor().data().read(to, offset, expected.bytes());
    } catch (TFInvalidArgumentException e) {
      throw image.broken(e.getMessage());
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
    silence.close();
  }
}
