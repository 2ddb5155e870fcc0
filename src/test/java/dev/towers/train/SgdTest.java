package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.Seed;
import dev.towers.graph.Initializer;
import dev.towers.graph.Parameters;
import dev.towers.graph.Weights;
import dev.towers.tower.BatchGradient;
import dev.towers.tower.Sessions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Two steps on w = (1, −2) with the gradient (10, −4), at rates of 0.1 and 0.2, by hand. */
class SgdTest {
  private static final float[] START = {1, -2};
  private static final float[] GRADIENT = {10, -4};
  private static final Schedule RATE =
      Schedule.linear(List.of(new Schedule.Point(0, 0.1f), new Schedule.Point(1, 0.2f)));
  private static final Initializer FIXED = (tf, shape, seed) -> tf.constant(START);

  /** v: 0 → g → 0.5 g + g; w: w → w - 0.1 v, then with a rate of 0.2. */
  @Test
  void velocityGathersGradientsAndWeightsFollowIt() {
    assertSteps(sgd(0.5f, false, 0), new float[] {0, -1.6f}, new float[] {-3, -0.4f});
  }

  /** w: w → w − 0.1 (g + 0.5 g), then v is 1.5 g: w → w − 0.2 (g + 0.75 g). */
  @Test
  void nesterovLooksAheadAlongTheVelocity() {
    assertSteps(sgd(0.5f, true, 0), new float[] {-0.5f, -1.4f}, new float[] {-4, 0});
  }

  /** g + w/2: (10.5, −5), then of the weights that came of it. */
  @Test
  void decayAddsAPartOfTheWeightsToTheirGradient() {
    float first = 1 - 0.1f * 10.5f;
    float second = -2 + 0.1f * 5;
    assertSteps(
        sgd(0, false, 0.5f),
        new float[] {first, second},
        new float[] {first - 0.2f * (10 + first / 2), second - 0.2f * (-4 + second / 2)});
  }

  /** With look ahead and decay at once, as PyTorch's SGD does: v = g + w/2, w −= 0.1 (g' + v/2). */
  @Test
  void nesterovTakesTheDecayedGradient() {
    float first = 1 - 0.1f * 1.5f * 10.5f;
    float decayed = 10 + first / 2;
    float velocity = 0.5f * 10.5f + decayed;
    float[] afterOne = step(sgd(0.5f, true, 0.5f), 1);
    float[] afterTwo = step(sgd(0.5f, true, 0.5f), 2);
    assertEquals(first, afterOne[0], 1e-6f);
    assertEquals(first - 0.2f * (decayed + 0.5f * velocity), afterTwo[0], 1e-6f);
  }

  /** w: w − 0.1 w/2 − 0.1 v, with v = g, then w − 0.2 w/2 − 0.2 v, with v = 1.5 g. */
  @Test
  void decoupledDecayDoesNotGatherInTheVelocity() {
    float first = 0.95f - 0.1f * 10;
    float second = -2 * 0.95f + 0.1f * 4;
    assertSteps(
        new Sgd(RATE, Schedule.constant(0.5f), false, new Sgd.Decay(0.5f, true), List.of()),
        new float[] {first, second},
        new float[] {0.9f * first - 0.2f * 15, 0.9f * second + 0.2f * 6});
  }

  /** Two steps are half undone: from (1, −2) by way of (0, −1.6) to (−3, −0.4). */
  @Test
  void lookaheadGoesHalfTheWayBack() {
    Optimizer lookahead = new Lookahead(sgd(0.5f, false, 0), 2);
    assertSteps(lookahead, new float[] {0, -1.6f}, new float[] {-1, -1.2f});
    // v is 17.5 and −7, the rate 0.2, and what is kept now is where the third step began.
    assertArrayEquals(new float[] {-1 - 3.5f, -1.2f + 1.4f}, step(lookahead, 3), 1e-6f);
    float[] fourth = {-4.5f - 0.2f * 18.75f, 0.2f + 0.2f * 7.5f};
    assertArrayEquals(
        new float[] {(fourth[0] - 1) / 2, (fourth[1] - 1.2f) / 2}, step(lookahead, 4), 1e-6f);
  }

  @Test
  void groupsHaveFactorsOfTheirOwn() {
    Sgd.Group mine = new Sgd.Group(parameter -> parameter.name().equals("w"), 10, 0);
    Sgd.Group others = new Sgd.Group(parameter -> true, 1000, 1000);
    assertSteps(
        new Sgd(
            RATE, Schedule.constant(0), false, new Sgd.Decay(0.5f, false), List.of(mine, others)),
        new float[] {1 - 10, -2 + 4},
        new float[] {1 - 10 - 20, -2 + 4 + 8});
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0", "1, 0", "NaN, 0", "0, -0.1", "0, Infinity", "0, NaN"})
  void momentumAndDecayAreInRange(float momentum, float decay) {
    assertThrows(IllegalArgumentException.class, () -> sgd(momentum, false, decay));
  }

  /** v: g, then with a momentum of 0.25 g/4 + g; w: w − 0.1 v, then w − 0.2 v. */
  @Test
  void momentumFollowsASchedule() {
    Schedule falling =
        Schedule.linear(List.of(new Schedule.Point(0, 0.75f), new Schedule.Point(1, 0.25f)));
    assertSteps(
        new Sgd(RATE, falling, false, Sgd.Decay.NONE, List.of()),
        new float[] {0, -1.6f},
        new float[] {-2.5f, -0.6f});
  }

  private static Sgd sgd(float momentum, boolean nesterov, float weightDecay) {
    return new Sgd(
        RATE, Schedule.constant(momentum), nesterov, new Sgd.Decay(weightDecay, false), List.of());
  }

  private static void assertSteps(Optimizer optimizer, float[] afterOne, float[] afterTwo) {
    assertArrayEquals(afterOne, step(optimizer, 1), 1e-6f);
    assertArrayEquals(afterTwo, step(optimizer, 2), 1e-6f);
  }

  /** The weights after so many steps. */
  private static float[] step(Optimizer optimizer, int steps) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters parameters = Parameters.initialized(tf, new Seed(1));
      parameters.create("w", Shape.of(2), FIXED);
      Parameters slots = Parameters.initialized(tf, new Seed(1));
      Schedules schedules = new Schedules(tf);
      Operand<TFloat32> gradient = tf.constant(GRADIENT);
      Op update =
          optimizer
              .create(tf, parameters.trained(), slots, schedules)
              .update(new BatchGradient(tf.constant(0f), List.of(gradient), List.of()));
      try (Session session = Sessions.open(graph);
          FedNumbers numbers = FedNumbers.open(schedules.all())) {
        session.runner().addTarget(parameters.initializers().get(0)).run().close();
        for (Op initializer : slots.initializers()) {
          session.runner().addTarget(initializer).run().close();
        }
        for (int step = 0; step < steps; step++) {
          Session.Runner runner = session.runner().addTarget(update);
          numbers.feed(runner);
          numbers.set(step);
          runner.run().close();
        }
        return Weights.fetch(session, parameters.all()).of("w");
      }
    }
  }
}
