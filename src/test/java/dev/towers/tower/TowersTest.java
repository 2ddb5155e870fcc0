package dev.towers.tower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Seed;
import dev.towers.graph.Computed;
import dev.towers.graph.GraphCopy;
import dev.towers.graph.Initializer;
import dev.towers.graph.Parameters;
import dev.towers.graph.Precision;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Towers of the smallest model there is: the loss of x is (w·x)², its gradient for w 2·w·x². */
class TowersTest {
  private static final float W = 3;
  private static final Initializer START = (tf, shape, seed) -> tf.constant(W);

  /** The batch is 1, 2, 3, ... */
  @ParameterizedTest(name = "batch of {0} on {1} towers")
  @CsvSource({"1, 1", "5, 1", "5, 2", "5, 3", "10, 4", "10, 8", "2, 8"})
  void lossAndGradientAreTheMeanOverTheWholeBatch(int batchSize, int towers) {
    double meanSquare = (batchSize + 1) * (2 * batchSize + 1) / 6.0;
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters parameters = Parameters.initialized(tf, new Seed(1));
      Towers model = build(graph, tf, parameters, batch(batchSize), Devices.cpus(towers));
      assertEquals(towers, model.byActive().size());
      BatchGradient gradient = model.byActive().get(new Chunks(batchSize, towers).active() - 1);
      try (Session session = Sessions.open(graph, Devices.cpus(towers).sessionConfig(1))) {
        session.runner().addTarget(parameters.initializers().get(0)).run().close();
        try (Result result =
            session.runner().fetch(gradient.loss()).fetch(gradient.gradients().get(0)).run()) {
          assertEquals(W * W * meanSquare, ((TFloat32) result.get(0)).getFloat(), 1e-4);
          assertEquals(2 * W * meanSquare, ((TFloat32) result.get(1)).getFloat(), 1e-4);
        }
      }
    }
  }

  @ParameterizedTest(name = "batch of {0} on {1} towers")
  @CsvSource({"30, 8", "10, 3", "5, 4", "7, 1"})
  void chunksCutInTheGraphAreThoseOfTheRecord(int batchSize, int towers) {
    Chunks expected = new Chunks(batchSize, towers);
    int begin = 0;
    for (int tower = 0; tower < towers; tower++) {
      int index = tower;
      float[] rows =
          Computed.floats(
              tf ->
                  Chunk.cut(tf, Devices.cpus(towers).list(), tf.constant(batchSize))
                      .get(index)
                      .of(tf.constant(batch(batchSize))));
      int end = begin + expected.size(tower);
      assertArrayEquals(Arrays.copyOfRange(batch(batchSize), begin, end), rows);
      begin = end;
    }
  }

  @Test
  void oneTowerHasNoOpThatThePlainGraphLacks() {
    try (Graph towers = new Graph();
        Graph plain = new Graph()) {
      Ops tf = Ops.create(towers);
      build(towers, tf, Parameters.initialized(tf, new Seed(1)), batch(4), Devices.cpus(1));
      buildPlain(plain, batch(4));
      Map<String, Long> allowed = countByType(plain);
      countByType(towers)
          .forEach(
              (type, count) ->
                  assertTrue(
                      count <= allowed.getOrDefault(type, 0L),
                      () -> "%d of %s, plain %s".formatted(count, type, allowed)));
    }
  }

  @Test
  void backwardPassesArePlacedWithTheirTowers() {
    try (Graph draft = new Graph()) {
      Ops tf = Ops.create(draft);
      Devices devices = Devices.cpus(2);
      Towers model = build(draft, tf, Parameters.initialized(tf, new Seed(1)), batch(4), devices);
      try (GraphCopy placed = model.placement().openPlaced(draft)) {
        for (NodeDef node : placed.graph().toGraphDef().getNodeList()) {
          if (node.getName().matches("(tower|gradients)_.*")) {
            int tower = node.getName().replaceFirst("/.*", "").endsWith("_1") ? 1 : 0;
            assertTrue(node.getDevice().endsWith("CPU:" + tower), node::toString);
          }
        }
      }
    }
  }

  /** The kernel is the number 1, so its gradient is the sum of the pixels for each use. */
  @ParameterizedTest(name = "convolved {0} times")
  @CsvSource({"1, 1", "2, 0"})
  void aKernelOfNarrowImagesHasItsOwnGradientIfItIsConvolvedOnce(int times, long ownGradients) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters parameters = Parameters.initialized(tf, new Seed(1));
      Operand<TFloat32> kernel =
          parameters.create("kernel", Shape.of(1, 1, 1, 1), Initializer.ones());
      Operand<TFloat32> images =
          tf.reshape(tf.constant(batch(8)), tf.constant(Shape.of(2, 2, 2, 1)));
      Towers model =
          Towers.build(
              graph,
              tf,
              tf,
              Devices.cpus(1).list(),
              parameters,
              tf.constant(1),
              Precision.BFLOAT16,
              (pass, chunk) -> {
                Operand<TFloat32> sum = chunk.of(images);
                for (int i = 0; i < times; i++) {
                  sum = pass.convolve(sum, pass.read(kernel), "SAME");
                }
                return tf.reduceSum(sum, tf.constant(new int[] {0, 1, 2, 3}));
              });
      BatchGradient gradient = model.byActive().get(0);
      try (Session session = Sessions.open(graph)) {
        session.runner().addTarget(parameters.initializers().get(0)).run().close();
        try (Result result = session.runner().fetch(gradient.gradients().get(0)).run()) {
          assertEquals(times * 36f, ((TFloat32) result.get(0)).getFloat());
        }
      }
      assertEquals(2 * ownGradients, countByType(graph).getOrDefault("BatchToSpaceND", 0L));
    }
  }

  private static float[] batch(int size) {
    float[] batch = new float[size];
    for (int i = 0; i < size; i++) {
      batch[i] = i + 1;
    }
    return batch;
  }

  private static Towers build(
      Graph graph, Ops tf, Parameters parameters, float[] batch, Devices devices) {
    Operand<TFloat32> w = parameters.create("w", Shape.scalar(), START);
    Operand<TFloat32> x = tf.constant(batch);
    return Towers.build(
        graph,
        tf,
        tf,
        devices.list(),
        parameters,
        tf.size(x),
        Precision.FLOAT32,
        (pass, chunk) -> lossSum(pass.tf(), w, chunk.of(x)));
  }

  /** The same model as one writes it without towers: the mean loss, and its gradient. */
  private static void buildPlain(Graph graph, float[] batch) {
    Ops tf = Ops.create(graph);
    Parameters parameters = Parameters.initialized(tf, new Seed(1));
    Operand<TFloat32> w = parameters.create("w", Shape.scalar(), START);
    Operand<TFloat32> x = tf.constant(batch);
    Operand<TInt32> size = tf.size(x);
    Operand<TFloat32> share = tf.math.div(tf.constant(1f), tf.dtypes.cast(size, TFloat32.class));
    Operand<TFloat32> mean = tf.math.mul(lossSum(tf, w, x), share);
    graph.addGradients(mean.asOutput(), new Output<?>[] {w.asOutput()});
  }

  private static Operand<TFloat32> lossSum(Ops tf, Operand<TFloat32> w, Operand<TFloat32> x) {
    return tf.reduceSum(tf.math.square(tf.math.mul(w, x)), tf.constant(0));
  }

  private static Map<String, Long> countByType(Graph graph) {
    return graph.toGraphDef().getNodeList().stream()
        .collect(Collectors.groupingBy(NodeDef::getOp, Collectors.counting()));
  }
}
