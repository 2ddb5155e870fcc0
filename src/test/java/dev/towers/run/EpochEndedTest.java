package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.files.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpochEndedTest {
  private static final Optional<EpochEnded.Score> NONE = Optional.empty();
  private static final Optional<EpochEnded.Score> VALIDATION =
      Optional.of(new EpochEnded.Score(0.5678, 0.8125));

  @Test
  void rowsOfATableStandUnderItsHeading() {
    assertEquals(
        "epoch   loss  train acc  val loss  val acc      rate  images/s  seconds",
        EpochEnded.heading(true));
    assertEquals(
        List.of("    9  1.235     70.1 %     0.568   81.3 %   0.70000     3,210     12.3"),
        new EpochEnded(9, 90, training(1.2345), VALIDATION, 0.7f, 3210.4, 12.34).lines());
    assertEquals(
        List.of("   10  1.100     70.1 %     0.568   81.3 %   0.00125     3,211  1,112.3"),
        new EpochEnded(10, 100, training(1.1), VALIDATION, 0.00125f, 3210.6, 1112.34).lines());
  }

  @Test
  void aTableWithoutValidationHasNoColumnsForIt() {
    assertEquals("epoch   loss  train acc      rate  images/s  seconds", EpochEnded.heading(false));
    assertEquals(
        List.of("    1  2.000     70.1 %   0.10000       100      5.0"),
        new EpochEnded(1, 10, training(2), NONE, 0.1f, 100, 5).lines());
  }

  @Test
  void belowLinesOfTheLossStandsTheScoreAlone() {
    assertEquals(List.of(), new EpochEnded(8, 80, NONE, NONE, 0.1f, 100, 5).lines());
    assertEquals(
        List.of("[9] validation loss: 0.568, accuracy: 81.3 %"),
        new EpochEnded(9, 90, NONE, VALIDATION, 0.1f, 100, 5).lines());
  }

  @Test
  void programsReadNullForWhatThereIsNot() throws Exception {
    assertEquals(
        "{\"event\":\"epoch\",\"epoch\":9,\"steps\":90,\"training\":null,"
            + "\"validation\":{\"loss\":0.5678,\"accuracy\":0.8125},"
            + "\"learning_rate\":0.5,\"images_per_second\":100.0,\"training_seconds\":5.0}",
        Json.line("event", "epoch", new EpochEnded(9, 90, NONE, VALIDATION, 0.5f, 100, 5)));
  }

  private static Optional<EpochEnded.Score> training(double loss) {
    return Optional.of(new EpochEnded.Score(loss, 0.7009));
  }
}
