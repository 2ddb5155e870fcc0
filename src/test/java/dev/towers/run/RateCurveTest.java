package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.InputException;
import dev.towers.train.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rate of 2 over ten epochs. */
class RateCurveTest {

  @ParameterizedTest
  @CsvSource({
    "constant, 2, 2, 2, 2",
    "linear, 2, 1.8, 1, 0",
    "triangle, 0, 1, 1.25, 0",
    "cosine, 2, 1.951057, 1, 0",
    "warm-cosine, 0, 1.951057, 1, 0",
    "'0:0.5,1:1,6:0', 1, 2, 0.4, 0"
  })
  void isAtTheStartAfterOneAfterFiveAndAtTheEnd(
      String text, float start, float one, float five, float end) {
    Schedule rate = RateCurve.parse(text, 2, 10);
    assertEquals(start, rate.at(0), 1e-6);
    assertEquals(one, rate.at(1), 1e-6);
    assertEquals(five, rate.at(5), 1e-6);
    assertEquals(end, rate.at(10), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"up", "", "1", "0:1,0:2", "2:1,1:1", "0:-1", "0:1,", "-1:1", "a:1", "0:NaN"})
  void takesNothingElse(String text) {
    InputException e = assertThrows(InputException.class, () -> RateCurve.parse(text, 2, 10));
    assertEquals(
        "schedule takes constant, linear, triangle, cosine, warm-cosine, or factors at ascending"
            + " epochs such as 0:0,5:1,24:0, not '"
            + text
            + "'",
        e.getMessage());
  }

  /** Where the peak of the triangle is. */
  @Test
  void theTriangleRisesForAFifth() {
    assertEquals(2, RateCurve.parse("triangle", 2, 10).at(2), 1e-6);
  }
}
