package dev.towers.export;

import dev.towers.data.ImageShape;
import dev.towers.graph.Inference;
import dev.towers.graph.Layer;
import dev.towers.graph.Network;
import dev.towers.graph.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Writes a trained network as a SavedModel.
 *
 * <p>The exported graph is built for the purpose and only answers: no optimizer, no gradient, no
 * initializer and no device is in it, so it loads wherever TensorFlow does.
 */
public final class SavedModelWriter {
  private SavedModelWriter() {}

  /**
   * Fills {@code folder} with {@code saved_model.pb} and {@code variables/}.
   *
   * @param checkpoint files that hold the network's variables: their path without the endings
   * @param classNames by label
   * @throws IOException if the folder cannot be written
   */
  public static void write(
      Path folder, Network network, ImageShape shape, List<String> classNames, Path checkpoint)
      throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TUint8> images =
          tf.withName(ServingSignature.IMAGES)
              .placeholder(
                  TUint8.class,
                  Placeholder.shape(Shape.of(-1, shape.height(), shape.width(), shape.channels())));
      Layer layers = network.build(Parameters.restored(tf), shape, classNames.size());
      Inference inference = Inference.of(tf, layers, images);
      Signature signature =
          Signature.builder(ServingSignature.KEY)
              .methodName(ServingSignature.METHOD)
              .input(ServingSignature.IMAGES, images)
              .output(ServingSignature.CLASSES, inference.classes())
              .output(ServingSignature.PROBABILITIES, inference.probabilities())
              .output(ServingSignature.CLASS_NAMES, namesOfEach(tf, classNames, images))
              .build();
      try (Session session = new Session(graph)) {
        session.restore(checkpoint.toString());
        SavedModelBundle.exporter(folder.toString())
            .withSession(session)
            .withSignature(signature)
            .export();
      }
    }
  }

  /** The names once for each image, since servers want all outputs to have one row an image. */
  private static Operand<TString> namesOfEach(
      Ops tf, List<String> classNames, Operand<TUint8> images) {
    Operand<TString> names =
        tf.constant(
            StandardCharsets.UTF_8, NdArrays.vectorOfObjects(classNames.toArray(String[]::new)));
    Operand<TInt32> rows = tf.shape.take(tf.shape(images), tf.constant(1));
    Operand<TInt32> columns = tf.constant(new int[] {classNames.size()});
    Operand<TInt32> dimensions = tf.concat(List.of(rows, columns), tf.constant(0));
    return tf.withName("class_names").broadcastTo(names, dimensions);
  }
}
