package dev.towers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Output;
import dev.towers.train.Position;
import dev.towers.train.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossCurveTest {
  private static final RunState FIRST = RunState.first(Settings.usual(), "0".repeat(64));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 199, 200, 201, 1250, 25_000})
  void hasAboutTwoHundredPointsOfAnyTraining(int steps) throws Exception {
    List<LossHistory.Line> points = train(steps, 0, steps, FIRST).history().curve().lines();
    int least = Math.min(steps, LossCurve.POINTS / 2);
    assertTrue(points.size() >= least && points.size() <= LossCurve.POINTS + 1, points::toString);
    assertEquals(1, points.get(0).steps());
    assertEquals(steps, points.get(points.size() - 1).steps());
  }

  @Test
  void pointsAreMeansOfTheStepsSinceTheOneBefore() throws Exception {
    train(500, 0, 500, FIRST);
    List<String> rows = Files.readAllLines(folder.resolve("metrics.csv"));
    assertEquals(
        List.of("epoch,step,loss", "1,1,1.000000", "1,3,2.000000", "1,6,5.000000"),
        rows.subList(0, 4));
    assertEquals("1,500,499.500000", rows.get(rows.size() - 1), "two steps were left of three");
    train(601, 0, 601, FIRST);
    rows = Files.readAllLines(folder.resolve("metrics.csv"));
    assertEquals("1,601,599.000000", rows.get(rows.size() - 1), "one step was left of four");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 499})
  void isThatOfATrainingThatNeverStopped(int stopped) throws Exception {
    RunState undisturbed = train(500, 0, 500, FIRST);
    String metrics = Files.readString(folder.resolve("metrics.csv"));
    RunState saved = RunState.parse(train(500, 0, stopped, FIRST).json());
    train(500, stopped, Math.min(500, stopped + 50), saved); // lost in a crash
    RunState resumed = train(500, stopped, 500, saved);
    assertEquals(undisturbed.history(), resumed.history());
    assertEquals(metrics, Files.readString(folder.resolve("metrics.csv")));
  }

  /** The loss of each step is its number. */
  private RunState train(int all, int done, int until, RunState from) throws Exception {
    try (CsvFile metrics =
        CsvFile.open(
            folder.resolve("metrics.csv"),
            LossHistory.HEADING,
            from.history().curve().csv(),
            Output.silent())) {
      LossCurve curve = new LossCurve(all, metrics, from);
      for (int step = done + 1; step <= until; step++) {
        curve.stepped(new Steps(new Position(step, 1, step), 4, new float[] {step}, 0.1f));
      }
      RunHistory history = new RunHistory(LossHistory.NONE, curve.history(), List.of(), List.of());
      return FIRST.at(new Position(until, 1, until), 0, history, false);
    }
  }
}
