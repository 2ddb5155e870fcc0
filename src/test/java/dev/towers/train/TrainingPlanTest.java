package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.Seed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingPlanTest {
  private static final Seed SEED = new Seed(1);

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -0.1f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void learningRateIsAFiniteNumberThatIsNotNegative(float learningRate) {
    assertThrows(IllegalArgumentException.class, () -> Schedule.constant(learningRate));
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, Float.MIN_VALUE, Float.MAX_VALUE})
  void everyOtherLearningRateIsAllowed(float learningRate) {
    assertDoesNotThrow(() -> Schedule.constant(learningRate));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void thereIsAtLeastOneEpochAndOneImageToAStep(int tooFew) {
    assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(tooFew, 1, SEED));
    assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(1, tooFew, SEED));
  }
}
