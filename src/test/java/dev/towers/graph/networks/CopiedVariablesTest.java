package dev.towers.graph.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.data.ImageShape;
import dev.towers.graph.Layer;
import dev.towers.graph.Parameter;
import dev.towers.graph.Parameters;
import dev.towers.graph.Pass;
import dev.towers.graph.Precision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A pass that has copies of the variables reads nothing but these: the variables may be far. */
class CopiedVariablesTest {
  private static final String COPY = "copy_of_";

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "quickstart-bn", "convgroups-4-4-4"})
  void theCopiesAloneAreRead(String network) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters parameters = Parameters.restored(tf);
      Layer layers = Networks.named(network).build(parameters, new ImageShape(32, 32, 3), 10);
      Map<Output<?>, Operand<TFloat32>> copies = new HashMap<>();
      for (Parameter parameter : parameters.all()) {
        copies.put(
            parameter.variable().asOutput(),
            tf.withName(COPY + parameter.name()).identity(parameter.variable()));
      }
      Operand<TFloat32> images =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 32, 32, 3)));
      layers.apply(Pass.training(tf, Precision.FLOAT32, copies), images);
      for (Parameter parameter : parameters.all()) {
        List<String> readers =
            ((GraphOperation) parameter.variable().op())
                .consumers().stream().map(GraphOperation::name).toList();
        assertEquals(List.of(COPY + parameter.name()), readers, parameter.name());
      }
    }
  }
}
