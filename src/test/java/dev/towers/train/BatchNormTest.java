package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Seed;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.graph.BatchNorm;
import dev.towers.graph.Computed;
import dev.towers.graph.FullyConnected;
import dev.towers.graph.Layer;
import dev.towers.graph.Network;
import dev.towers.graph.Parameters;
import dev.towers.graph.Pass;
import dev.towers.graph.Pass.Observation;
import dev.towers.graph.Precision;
import dev.towers.graph.Start;
import dev.towers.graph.Weights;
import dev.towers.tower.BatchGradient;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import dev.towers.tower.Sessions;
import dev.towers.tower.Towers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One channel, one pixel an image, computed by hand. */
class BatchNormTest {
  private static final float[] IMAGES = {1, 2, 3, 6, 8};

  /** Its first layer is what is tested, so that no weight decides what that sees. */
  private record OneChannel() implements Network {
    @Override
    public String name() {
      return "one-channel";
    }

    @Override
    public Layer build(Parameters parameters, ImageShape images, int classes) {
      return Layer.sequence(
          BatchNorm.create(parameters, "norm", 1),
          Layer.flatten(1),
          FullyConnected.create(parameters, "fc", 1, classes));
    }
  }

  /** Of 1, 2, 3, 6, 8 the mean is 4 and the biased variance 6.8. */
  @Test
  void trainingNormalizesByTheStatisticsOfThePass() {
    float[] y = Computed.floats(tf -> apply(tf, Pass.training(tf)));
    for (int i = 0; i < y.length; i++) {
      assertEquals((IMAGES[i] - 4) / Math.sqrt(6.8 + 1e-5), y[i], 1e-5);
    }
  }

  /** The running statistics are a mean of 1 and a variance of 4. */
  @Test
  void inferenceNormalizesByTheRunningStatistics() {
    float[] y = Computed.floats(tf -> apply(tf, Pass.inference(tf)));
    for (int i = 0; i < y.length; i++) {
      assertEquals((IMAGES[i] - 1) / Math.sqrt(4 + 1e-5), y[i], 1e-5);
    }
  }

  /**
   * Chunks of ceil(5 / towers). A chunk's variance is without bias: of 1, 2, 3 it is 1, of 6, 8 it
   * is 2; the batch's is weighted by 3/5 and 2/5. The running mean is at first 0, the variance 1.
   */
  @ParameterizedTest(name = "{0} towers")
  @ValueSource(ints = {1, 2})
  void runningStatisticsFollowTheAverageOverTheTowers(int towers) {
    double variance = towers == 1 ? 8.5 : 0.6 * 1 + 0.4 * 2;
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters parameters = Parameters.initialized(tf, new Seed(1));
      BatchNorm norm = BatchNorm.create(parameters, "norm", 1);
      Operand<TFloat32> images = tf.reshape(tf.constant(IMAGES), tf.constant(shape()));
      Towers model =
          Towers.build(
              graph,
              tf,
              tf,
              Devices.cpus(towers).list(),
              parameters,
              tf.constant(IMAGES.length),
              Precision.FLOAT32,
              (pass, chunk) ->
                  pass.tf()
                      .reduceSum(
                          pass.tf().math.square(norm.apply(pass, chunk.of(images))),
                          pass.tf().constant(new int[] {0, 1, 2, 3})));
      BatchGradient gradient = model.byActive().get(towers - 1);
      List<Op> updates = new ArrayList<>();
      for (Observation seen : gradient.observations()) {
        assertEquals(0.1f, seen.rate());
        updates.add(tf.withName("to_" + seen.state().name()).identity(seen.value()));
      }
      assertEquals(2, updates.size());
      try (Session session = Sessions.open(graph, Devices.cpus(towers).sessionConfig(1))) {
        parameters.initializers().forEach(first -> session.runner().addTarget(first).run().close());
        try (Result result =
            session.runner().fetch("to_norm.mean").fetch("to_norm.variance").run()) {
          assertEquals(4, ((TFloat32) result.get(0)).getFloat(0), 1e-5);
          assertEquals(variance, ((TFloat32) result.get(1)).getFloat(0), 1e-5);
        }
        Weights weights = Weights.fetch(session, parameters.all());
        assertArrayEquals(new float[] {0}, weights.of("norm.mean"));
        assertArrayEquals(new float[] {1}, weights.of("norm.variance"));
      }
    }
  }

  /**
   * The pixels are -1, -0.6, -0.2, 0.2 and 0.6 to the network. Their mean is -0.2, their variance
   * without bias 0.4; that of the first three is 0.16, of the other two 0.08. Each step goes a
   * tenth of the way from what was, at first 0 and 1.
   */
  @ParameterizedTest(name = "{0} towers")
  @CsvSource({"1, 0.4", "2, 0.128"})
  void eachStepMovesTheRunningStatistics(int towers, double variance) {
    ImageShape shape = new ImageShape(1, 1, 1);
    byte[] pixels = {0, 51, 102, (byte) 153, (byte) 204};
    Batch batch = new Batch(pixels, new int[] {0, 1, 0, 1, 0}, pixels.length);
    try (TrainingGraph graph =
            TrainingGraph.open(
                new OneChannel(),
                TrainingImages.of(shape, 2),
                TrainingSetup.METHOD,
                Layout.oneOnEach(Devices.cpus(towers), 1),
                Start.fresh(TrainingSetup.SEED));
        TrainingSession session = TrainingSession.open(graph)) {
      session.step(batch, 0);
      Weights first = Snapshot.of(session, graph).weights();
      assertEquals(-0.02, first.of("norm.mean")[0], 1e-6);
      assertEquals(0.9 + 0.1 * variance, first.of("norm.variance")[0], 1e-6);
      session.step(batch, 0);
      Weights second = Snapshot.of(session, graph).weights();
      assertEquals(-0.038, second.of("norm.mean")[0], 1e-6);
      assertEquals(0.81 + 0.19 * variance, second.of("norm.variance")[0], 1e-6);
    }
  }

  private static Operand<TFloat32> apply(Ops tf, Pass pass) {
    Operand<TFloat32> one = tf.constant(new float[] {1});
    Operand<TFloat32> zero = tf.constant(new float[] {0});
    BatchNorm norm =
        new BatchNorm(
            one,
            zero,
            new dev.towers.graph.Parameter("mean", one, org.tensorflow.ndarray.Shape.of(1)),
            new dev.towers.graph.Parameter(
                "variance", tf.constant(new float[] {4}), org.tensorflow.ndarray.Shape.of(1)),
            false);
    return tf.reshape(
        norm.apply(pass, tf.reshape(tf.constant(IMAGES), tf.constant(shape()))),
        tf.constant(new int[] {IMAGES.length}));
  }

  private static int[] shape() {
    return new int[] {IMAGES.length, 1, 1, 1};
  }
}
