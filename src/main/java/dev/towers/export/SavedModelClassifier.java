package dev.towers.export;

import dev.towers.InputException;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.evaluate.Classifier;
import dev.towers.graph.BatchTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.Signature.TensorDescription;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** A SavedModel that answers; it may be used from many threads at once. */
public final class SavedModelClassifier implements Classifier, AutoCloseable {
  private final SavedModelBundle bundle;
  private final Map<String, TensorDescription> inputs;
  private final Map<String, TensorDescription> outputs;
  private final ImageShape shape;
  private final List<String> classNames;

  private SavedModelClassifier(SavedModelBundle bundle, Path folder) {
    this.bundle = bundle;
    Signature signature =
        bundle.signatures().stream()
            .filter(candidate -> candidate.key().equals(ServingSignature.PIXELS_KEY))
            .findFirst()
            .orElseThrow(
                () -> unlike(folder, "it has no signature " + ServingSignature.PIXELS_KEY));
    this.inputs = signature.getInputs();
    this.outputs = signature.getOutputs();
    this.shape = imageShape(folder, inputs);
    requireOutput(folder, ServingSignature.CLASSES, DataType.DT_INT64);
    requireOutput(folder, ServingSignature.CLASS_NAMES, DataType.DT_STRING);
    this.classNames = askForNames(folder);
  }

  /**
   * Loads a model; the caller closes it.
   *
   * @param path the folder of one version, or of all versions, of which the newest is taken
   * @throws InputException if there is no SavedModel, if it does not load, or if it does not take
   *     images or does not answer with classes as our exports do
   */
  public static SavedModelClassifier open(Path path, ConfigProto session) throws IOException {
    Path folder = ModelFolder.find(path);
    SavedModelBundle bundle;
    try {
      bundle = SavedModelBundle.loader(folder.toString()).withConfigProto(session).load();
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      throw broken(folder, "does not load", e);
    }
    try {
      return new SavedModelClassifier(bundle, folder);
    } catch (RuntimeException | Error e) {
      bundle.close();
      throw e;
    }
  }

  /** The shape of the images that the model takes. */
  public ImageShape shape() {
    return shape;
  }

  /** What the labels mean, by label. */
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int[] classify(Batch batch) {
    try (Result result = run(batch, ServingSignature.CLASSES)) {
      TInt64 classes = (TInt64) result.get(0);
      int[] labels = new int[batch.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = Math.toIntExact(classes.getLong(i));
      }
      return labels;
    }
  }

  @Override
  public void close() {
    bundle.close();
  }

  private Result run(Batch batch, String... answers) {
    try (TUint8 images = BatchTensors.openImages(batch, shape)) {
      Session.Runner runner =
          bundle.session().runner().feed(inputs.get(ServingSignature.IMAGES).name, images);
      for (String answer : answers) {
        runner.fetch(outputs.get(answer).name);
      }
      return runner.run();
    }
  }

  /**
   * The names come with every answer, so one answer to a black image tells them. It is a whole
   * answer because a model without its variables loads, and fails only when it is asked.
   */
  private List<String> askForNames(Path folder) {
    Batch black = new Batch(new byte[shape.bytes()], new int[1], 1);
    try (Result result = run(black, ServingSignature.CLASS_NAMES, ServingSignature.CLASSES)) {
      TString names = (TString) result.get(0);
      List<String> list = new ArrayList<>();
      for (long i = 0; i < names.shape().get(1); i++) {
        list.add(names.getObject(0, i));
      }
      return List.copyOf(list);
    } catch (TensorFlowException | IllegalStateException e) {
      throw broken(folder, "does not answer", e);
    }
  }

  private static ImageShape imageShape(Path folder, Map<String, TensorDescription> inputs) {
    TensorDescription images = inputs.get(ServingSignature.IMAGES);
    if (inputs.size() != 1
        || images == null
        || images.dataType != DataType.DT_UINT8
        || images.shape.numDimensions() != 4
        || images.shape.get(1) < 1
        || images.shape.get(2) < 1
        || images.shape.get(3) < 1) {
      String found =
          inputs.entrySet().stream()
              .map(entry -> entry.getKey() + " " + describe(entry.getValue()))
              .collect(Collectors.joining(", "));
      throw unlike(folder, "its inputs are: " + found);
    }
    return new ImageShape(
        Math.toIntExact(images.shape.get(1)),
        Math.toIntExact(images.shape.get(2)),
        Math.toIntExact(images.shape.get(3)));
  }

  private void requireOutput(Path folder, String name, DataType type) {
    TensorDescription output = outputs.get(name);
    if (output == null || output.dataType != type) {
      throw unlike(folder, "its outputs are: " + String.join(", ", outputs.keySet()));
    }
  }

  private static String describe(TensorDescription tensor) {
    return tensor.dataType.name().replace("DT_", "") + " " + tensor.shape;
  }

  private static InputException broken(Path folder, String symptom, RuntimeException cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new InputException(
        "the SavedModel in '%s' %s, so export it again: %s".formatted(folder, symptom, reason),
        cause);
  }

  private static InputException unlike(Path folder, String found) {
    return new InputException(
        ("the SavedModel in '%s' is not one that train exports, which takes images UINT8 [n, h, w,"
                + " c] and gives classes and class_names: %s")
            .formatted(folder, found));
  }
}
