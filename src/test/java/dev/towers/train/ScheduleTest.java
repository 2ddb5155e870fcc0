package dev.towers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  private static final Schedule TRIANGLE =
      Schedule.linear(
          List.of(
              new Schedule.Point(1, 0.2f), new Schedule.Point(5, 0.4f), new Schedule.Point(24, 0)));

  @ParameterizedTest
  @CsvSource({"0, 0.2", "1, 0.2", "3, 0.3", "5, 0.4", "14.5, 0.2", "24, 0", "30, 0"})
  void linesGoFromPointToPointAndStayOutside(double epoch, float rate) {
    assertEquals(rate, TRIANGLE.at(epoch), 1e-7f);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "2.5, 0.0853553", "5, 0.05", "10, 0", "12, 0"})
  void cosineFallsToZero(double epoch, float rate) {
    assertEquals(rate, Schedule.cosine(0.1f, 10).at(epoch), 1e-7f);
  }

  @Test
  void constantIsTheSameToTheBit() {
    assertEquals(0.001f, Schedule.constant(0.001f).at(1.7));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.5, 0.0496922", "1, 0.0975528", "5, 0.05", "10, 0"})
  void aWarmUpRisesToTheOther(double epoch, float rate) {
    assertEquals(rate, Schedule.warm(1, Schedule.cosine(0.1f, 10)).at(epoch), 1e-7f);
  }

  @Test
  void pointsAscend() {
    List<Schedule.Point> falling = List.of(new Schedule.Point(5, 1), new Schedule.Point(5, 0));
    assertThrows(IllegalArgumentException.class, () -> Schedule.linear(falling));
    assertThrows(IllegalArgumentException.class, () -> Schedule.linear(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Schedule.Point(-1, 0));
  }
}
