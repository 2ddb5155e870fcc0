package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.towers.Seed;
import dev.towers.graph.Initializer;
import dev.towers.graph.Parameters;
import dev.towers.graph.Weights;
import dev.towers.tower.BatchGradient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class MomentumTest {
  private static final float[] START = {1, -2};
  private static final Initializer FIXED = (tf, shape, seed) -> tf.constant(START);

  /** v: 0 → g → 0.5 g + g; w: w → w - 0.1 v at each step, then with a rate of 0.2. */
  @Test
  void velocityGathersGradientsAndWeightsFollowIt() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters parameters = Parameters.initialized(tf, new Seed(1));
      parameters.create("w", Shape.of(2), FIXED);
      Parameters slots = Parameters.initialized(tf, new Seed(1));
      Operand<TFloat32> rate = tf.placeholder(TFloat32.class);
      Momentum momentum = Momentum.create(tf, parameters.all(), slots, rate, 0.5f);
      Operand<TFloat32> gradient = tf.constant(new float[] {10, -4});
      Op update = momentum.update(new BatchGradient(tf.constant(0f), List.of(gradient)));
      try (Session session = new Session(graph);
          TFloat32 tenth = TFloat32.scalarOf(0.1f);
          TFloat32 fifth = TFloat32.scalarOf(0.2f)) {
        session.runner().addTarget(parameters.initializers().get(0)).run().close();
        session.runner().addTarget(slots.initializers().get(0)).run().close();

        session.runner().feed(rate, tenth).addTarget(update).run().close();
        assertArrayEquals(new float[] {10, -4}, values(session, slots), 1e-6f);
        assertArrayEquals(new float[] {0, -1.6f}, values(session, parameters), 1e-6f);

        session.runner().feed(rate, fifth).addTarget(update).run().close();
        assertArrayEquals(new float[] {15, -6}, values(session, slots), 1e-6f);
        assertArrayEquals(new float[] {-3, -0.4f}, values(session, parameters), 1e-6f);
      }
    }
  }

  private static float[] values(Session session, Parameters parameters) {
    return Weights.fetch(session, parameters.all()).of(parameters.all().get(0).name());
  }
}
