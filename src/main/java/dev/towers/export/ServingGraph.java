package dev.towers.export;

import dev.towers.data.ImageForm;
import dev.towers.graph.EncodedImages;
import dev.towers.graph.Inference;
import dev.towers.graph.Layer;
import dev.towers.graph.Parameters;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * A graph that only answers: no optimizer, no gradient, no initializer and no device is in it, so
 * it loads wherever TensorFlow does.
 *
 * @param signatures how others call it
 * @param classNamesFile the name of the tensor that holds the name of the asset with the class
 *     names
 */
record ServingGraph(Graph graph, List<Signature> signatures, String classNamesFile)
    implements AutoCloseable {
  /** The name of a constant, which nothing reads but who asks how files come to their shape. */
  static final String FIT = "image_fit";

  /** Builds the graph; the caller closes it. */
  static ServingGraph open(TrainedModel model) {
    Graph graph = new Graph();
    try {
      Ops tf = Ops.create(graph);
      Operand<TString> names =
          tf.constant(NdArrays.vectorOfObjects(model.classNames().toArray(String[]::new)));
      Layer layers =
          model.network().build(Parameters.restored(tf), model.shape(), model.classNames().size());
      Operand<TUint8> images =
          tf.withName(ServingSignature.IMAGES)
              .placeholder(
                  TUint8.class,
                  Placeholder.shape(
                      Shape.of(
                          -1,
                          model.shape().height(),
                          model.shape().width(),
                          model.shape().channels())));
      Signature pixels =
          answers(tf, Inference.of(tf, layers, images), names, images)
              .key(ServingSignature.PIXELS_KEY)
              .input(ServingSignature.IMAGES, images)
              .build();

      Operand<TString> files =
          tf.withName(ServingSignature.FILES)
              .placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
      Ops fromFiles = tf.withSubScope("files");
      Operand<TUint8> decoded =
          EncodedImages.decodeAll(
              fromFiles, files, ImageForm.of(model.shape(), model.fit()), model.shape().channels());
      tf.withName(FIT).constant(model.fit().word());
      Signature encoded =
          answers(fromFiles, Inference.of(fromFiles, layers, decoded), names, decoded)
              .key(ServingSignature.FILES_KEY)
              .input(ServingSignature.FILES, files)
              .build();
      Operand<TString> asset =
          tf.withName("class_names_file").constant(SavedModelWriter.CLASS_NAMES_FILE);
      return new ServingGraph(graph, List.of(pixels, encoded), asset.asOutput().name());
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  private static Signature.Builder answers(
      Ops tf, Inference inference, Operand<TString> names, Operand<TUint8> images) {
    return Signature.builder()
        .methodName(ServingSignature.METHOD)
        .output(ServingSignature.CLASSES, inference.classes())
        .output(ServingSignature.PROBABILITIES, inference.probabilities())
        .output(ServingSignature.CLASS_NAMES, namesOfEach(tf, names, images));
  }

  /** The names once for each image, since servers want all outputs to have one row an image. */
  private static Operand<TString> namesOfEach(
      Ops tf, Operand<TString> names, Operand<TUint8> images) {
    Operand<TInt32> rows = tf.shape.take(tf.shape(images), tf.constant(1));
    Operand<TInt32> columns = tf.shape(names);
    Operand<TInt32> dimensions = tf.concat(List.of(rows, columns), tf.constant(0));
    return tf.withName(ServingSignature.CLASS_NAMES).broadcastTo(names, dimensions);
  }

  @Override
  public void close() {
    graph.close();
  }
}
