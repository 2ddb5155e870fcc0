package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.towers.Seed;
import dev.towers.graph.Initializer;
import dev.towers.graph.Parameters;
import dev.towers.graph.Precision;
import dev.towers.graph.Weights;
import dev.towers.tower.BatchGradient;
import dev.towers.tower.Sessions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Filters whose gradient is diagonal, so that what becomes of its singular values is seen. */
class MuonTest {
  private static final float RATE = 0.1f;
  private static final float MOMENTUM = 0.6f;

  /** Two inputs, two outputs. */
  @Test
  void everySingularValueOfAStepIsNearOne() {
    float[] start = {3, 0, 4, 0};
    float[] gradient = {30, 0, 0, -4};
    float norm = (float) Math.sqrt(30 * 30 + 4 * 4);
    float first = nearOne(30 / norm);
    float second = -nearOne(4 / norm);
    assertEquals(1, first, 0.35);
    assertEquals(-1, second, 0.35);

    float kept = (float) Math.sqrt(2) / 5; // of the start, whose norm is 5
    float[] afterOne = {3 * kept - RATE * first, 0, 4 * kept, -RATE * second};
    assertArrayEquals(afterOne, steps(Shape.of(1, 1, 2, 2), start, gradient, 1), 1e-5f);

    kept = (float) (Math.sqrt(2) / norm(afterOne));
    float[] afterTwo = {
      afterOne[0] * kept - RATE * first, 0, afterOne[2] * kept, afterOne[3] * kept - RATE * second
    };
    assertArrayEquals(afterTwo, steps(Shape.of(1, 1, 2, 2), start, gradient, 2), 1e-5f);
  }

  /** As many rows as there are numbers of a filter: height, width and inputs. */
  @Test
  void filtersMayBeLargerOrSmallerThanTheirNumber() {
    float step = nearOne((float) Math.sqrt(0.5));
    float kept = (float) Math.sqrt(2) / 2;
    assertArrayEquals(
        new float[] {kept - RATE * step, 0, kept, 0, 0, kept, 0, kept - RATE * step},
        steps(
            Shape.of(2, 2, 1, 2),
            new float[] {1, 0, 1, 0, 0, 1, 0, 1},
            new float[] {5, 0, 0, 0, 0, 0, 0, 5},
            1),
        1e-5f);
    kept = (float) Math.sqrt(4) / 2;
    assertArrayEquals(
        new float[] {kept - RATE * step, kept, 0, 0, 0, 0, kept, kept - RATE * step},
        steps(
            Shape.of(1, 1, 2, 4),
            new float[] {1, 1, 0, 0, 0, 0, 1, 1},
            new float[] {5, 0, 0, 0, 0, 0, 0, 5},
            1),
        1e-5f);
  }

  /** Both values of a step are between 0.7 and 1.2, and bfloat16 has two digits of them. */
  @Test
  void stepsMayBeComputedInBfloat16() {
    float[] start = {1, 0, 0, 1};
    float[] gradient = {30, 0, 0, -4};
    float norm = (float) Math.sqrt(30 * 30 + 4 * 4);
    float[] expected = {1 - RATE * nearOne(30 / norm), 0, 0, 1 + RATE * nearOne(4 / norm)};
    float[] weights = steps(Shape.of(1, 1, 2, 2), start, gradient, 1, Precision.BFLOAT16);
    assertArrayEquals(expected, weights, 0.02f * RATE);
    assertNotEquals(expected[0], weights[0], 1e-6f);
  }

  @Test
  void aGradientOfZerosChangesNothingButTheNorm() {
    float[] weights = steps(Shape.of(1, 1, 2, 2), new float[] {3, 0, 4, 0}, new float[4], 1);
    assertEquals(Math.sqrt(2), norm(weights), 1e-5);
    assertEquals(3f / 4, weights[0] / weights[2], 1e-5);
  }

  /** v: g, then 1.6 g, at a rate of 0.5. */
  @Test
  void allElseGoesByTheOtherOptimizer() {
    float[] start = {1, -2};
    float[] gradient = {10, -4};
    assertArrayEquals(new float[] {-4, 0}, steps(Shape.of(2), start, gradient, 1), 1e-5f);
    assertArrayEquals(new float[] {-12, 3.2f}, steps(Shape.of(2), start, gradient, 2), 1e-5f);
    assertArrayEquals(new float[] {-4, 0}, steps(Shape.of(1, 2), start, gradient, 1), 1e-5f);
  }

  /** Five times the polynomial. */
  private static float nearOne(float singularValue) {
    double x = singularValue;
    for (int i = 0; i < 5; i++) {
      x = 3.4445 * x - 4.7750 * Math.pow(x, 3) + 2.0315 * Math.pow(x, 5);
    }
    return (float) x;
  }

  private static double norm(float[] numbers) {
    double squares = 0;
    for (float number : numbers) {
      squares += number * number;
    }
    return Math.sqrt(squares);
  }

  /** The weights after so many steps with the same gradient. */
  private static float[] steps(Shape shape, float[] start, float[] gradient, int steps) {
    return steps(shape, start, gradient, steps, Precision.FLOAT32);
  }

  private static float[] steps(
      Shape shape, float[] start, float[] gradient, int steps, Precision precision) {
    Optimizer optimizer =
        new Muon(
            Sgd.of(0.5f, MOMENTUM),
            Schedule.constant(RATE),
            Schedule.constant(MOMENTUM),
            precision);
    Initializer fixed = (tf, ofShape, seed) -> constant(tf, ofShape, start);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters parameters = Parameters.initialized(tf, new Seed(1));
      parameters.create("w", shape, fixed);
      Parameters slots = Parameters.initialized(tf, new Seed(1));
      Op update =
          optimizer
              .create(tf, parameters.trained(), slots, new Schedules(tf))
              .update(
                  new BatchGradient(
                      tf.constant(0f), List.of(constant(tf, shape, gradient)), List.of()));
      try (Session session = Sessions.open(graph)) {
        parameters.initializers().forEach(op -> session.runner().addTarget(op).run().close());
        slots.initializers().forEach(op -> session.runner().addTarget(op).run().close());
        for (int step = 0; step < steps; step++) {
          session.runner().addTarget(update).run().close();
        }
        return Weights.fetch(session, parameters.all()).of("w");
      }
    }
  }

  private static Operand<TFloat32> constant(Ops tf, Shape shape, float[] numbers) {
    return tf.reshape(tf.constant(numbers), tf.constant(shape.asArray()));
  }
}
