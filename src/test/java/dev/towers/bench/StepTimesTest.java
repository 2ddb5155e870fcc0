package dev.towers.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class StepTimesTest {
  @Test
  void percentilesAreThoseOfNumPy() {
    StepTimes times = StepTimes.ofMillis(10, 7, 1, 2);
    // numpy.percentile([1, 2, 7, 10], [50, 90, 75, 25]) = 4.5, 9.1, 7.75, 1.75
    assertEquals(4.5, times.medianMillis(), 1e-12);
    assertEquals(9.1, times.p90Millis(), 1e-12);
    assertEquals((7.75 - 1.75) / 4.5, times.spread(), 1e-12);
    assertEquals(4, times.steps());
  }

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertEquals(3, StepTimes.ofMillis(100, 1, 3).medianMillis());
  }

  @Test
  void oneStepIsItsOwnMedian() {
    StepTimes times = StepTimes.ofMillis(2);
    assertEquals(2, times.medianMillis());
    assertEquals(2, times.p90Millis());
    assertEquals(0, times.spread());
  }

  @Test
  void noStepHasNoTimes() {
    assertThrows(IllegalArgumentException.class, StepTimes::ofMillis);
  }
}
