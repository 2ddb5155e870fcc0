package dev.towers.export;

import dev.towers.InputException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.Signature;
import org.tensorflow.Signature.TensorDescription;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A signature that answers with classes, and the tensors behind its names.
 *
 * @param inputShape of a batch, the first dimension free
 */
record AnsweringSignature(
    String input, Shape inputShape, String classes, String probabilities, String classNames) {

  /**
   * Finds a signature in a model.
   *
   * @param input the name of its only input
   * @throws InputException if the model has no such signature, or one that takes or answers other
   *     things; it tells what there is
   */
  static AnsweringSignature of(LoadedModel model, String key, String input, DataType type) {
    Signature signature =
        model
            .signature(key)
            .orElseThrow(() -> unlike(model.folder(), key, "there is no such signature"));
    Map<String, TensorDescription> inputs = signature.getInputs();
    TensorDescription only = inputs.get(input);
    if (inputs.size() != 1 || only == null || only.dataType != type) {
      throw unlike(model.folder(), key, "its inputs are " + describe(inputs));
    }
    Map<String, TensorDescription> outputs = signature.getOutputs();
    return new AnsweringSignature(
        only.name,
        only.shape,
        output(model, key, outputs, ServingSignature.CLASSES, DataType.DT_INT64),
        output(model, key, outputs, ServingSignature.PROBABILITIES, DataType.DT_FLOAT),
        output(model, key, outputs, ServingSignature.CLASS_NAMES, DataType.DT_STRING));
  }

  private static String output(
      LoadedModel model,
      String key,
      Map<String, TensorDescription> outputs,
      String name,
      DataType type) {
    TensorDescription output = outputs.get(name);
    if (output == null || output.dataType != type) {
      throw unlike(model.folder(), key, "its outputs are " + describe(outputs));
    }
    return output.name;
  }

  /** What is told of a model that has other signatures than ours. */
  static InputException unlike(Path folder, String key, String found) {
    return new InputException(
        ("the SavedModel in '%s' does not answer as one that train exports, by %s with %s, %s and"
                + " %s: %s; the verb inspect tells what it is")
            .formatted(
                folder,
                key,
                ServingSignature.CLASSES,
                ServingSignature.PROBABILITIES,
                ServingSignature.CLASS_NAMES,
                found));
  }

  private static String describe(Map<String, TensorDescription> tensors) {
    return new TreeMap<>(tensors)
        .entrySet().stream()
            .map(
                entry ->
                    "%s %s %s"
                        .formatted(
                            entry.getKey(),
                            entry.getValue().dataType.name().replace("DT_", ""),
                            entry.getValue().shape))
            .collect(Collectors.joining(", "));
  }
}
