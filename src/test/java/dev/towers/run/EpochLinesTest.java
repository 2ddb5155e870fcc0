package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EpochLinesTest {
  private static final EpochScore SCORE = new EpochScore(9, 90, 0.5678, 0.8125);
  private static final OptionalDouble SEEN = OptionalDouble.of(0.7009);
  private final Recorded output = new Recorded();

  @Test
  void aTableHasAHeadingAndALineForEachEpoch() {
    EpochLines lines = new EpochLines(output, true);
    lines.print(9, 1.2345, SEEN, Optional.of(SCORE), 0.7f, 3210.4, 12.34);
    lines.print(10, 1.1, SEEN, Optional.of(SCORE), 0.00125f, 3210.6, 1112.34);
    assertEquals(
        List.of(
            "epoch   loss  train acc  val loss  val acc      rate  images/s  seconds",
            "    9  1.235     70.1 %     0.568   81.3 %   0.70000     3,210     12.3",
            "   10  1.100     70.1 %     0.568   81.3 %   0.00125     3,211  1,112.3"),
        output.printed());
  }

  @Test
  void aTableWithoutValidationHasNoColumnsForIt() {
    new EpochLines(output, true).print(1, 2, SEEN, Optional.empty(), 0.1f, 100, 5);
    assertEquals(
        List.of(
            "epoch   loss  train acc      rate  images/s  seconds",
            "    1  2.000     70.1 %   0.10000       100      5.0"),
        output.printed());
  }

  @Test
  void belowLinesOfTheLossStandsTheScoreAlone() {
    EpochLines lines = new EpochLines(output, false);
    lines.print(8, 1, OptionalDouble.empty(), Optional.empty(), 0.1f, 100, 5);
    lines.print(9, 1, OptionalDouble.empty(), Optional.of(SCORE), 0.1f, 100, 5);
    assertEquals(List.of("[9] validation loss: 0.568, accuracy: 81.3 %"), output.printed());
  }
}
