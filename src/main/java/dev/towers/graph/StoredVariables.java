package dev.towers.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * The variables in TensorFlow checkpoint files.
 *
 * @param prefix the path of the files without their endings
 * @param shapes by the names of the variables
 */
public record StoredVariables(String prefix, Map<String, Shape> shapes) {
  /** Those of no file. */
  public static final StoredVariables NONE = new StoredVariables("", Map.of());

  public StoredVariables {
    shapes = Map.copyOf(shapes);
  }

  /** Reads the variable of that name; nothing where there is none of that shape. */
  Optional<Initializer> initializer(String name, Shape wanted) {
    return wanted.equals(shapes.get(name))
        ? Optional.of(
            (tf, shape, seed) ->
                tf.train
                    .restore(
                        tf.constant(prefix),
                        tf.constant(NdArrays.vectorOfObjects(name)),
                        tf.constant(NdArrays.vectorOfObjects("")),
                        List.of(TFloat32.class))
                    .tensors()
                    .get(0)
                    .expect(TFloat32.class))
        : Optional.empty();
  }
}
