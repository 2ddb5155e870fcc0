package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is stopped or killed goes on as if nothing had happened. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NothingLostIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String[] OPTIONS =
      ("--data sample --epochs 2 --batch-size 5 --log-every 70 --checkpoint-every 30 --seed 3"
              + " --run run --export model")
          .split(" ");
  private static final String[] RESUME = {"--resume", "--run", "run"};
  private static final String LAST = "2000";

  private Path calm;

  @BeforeAll
  void trainUndisturbed(@TempDir Path folder) throws Exception {
    calm = folder;
    assertEquals(0, TrainJar.in(calm).run(OPTIONS).exitCode());
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void savesBeforeItEndsByASignal(String signal, int exitCode, @TempDir Path folder)
      throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no signals");
    try (TrainJar.Life life = TrainJar.in(folder).start(OPTIONS)) {
      awaitCheckpoint(folder, 60);
      life.signal("STOP"); // or it might be over before the second has begun
      TrainJar.Outcome second = TrainJar.in(folder).run(RESUME);
      assertEquals(2, second.exitCode());
      assertTrue(second.err().get(0).contains("still going"), second.err()::toString);
      life.signal("CONT");
      life.signal(signal);
      TrainJar.Outcome outcome = life.end();
      assertEquals(exitCode, outcome.exitCode(), outcome.err()::toString);
      assertLinesMatch(
          List.of(
              "Stopping when this step is done and saved; the same again ends it at once\\.",
              "Stopped after (step|training).*; go on with --resume --run run"),
          outcome.err());
    }
    TrainJar.Outcome resumed = TrainJar.in(folder).run(RESUME);
    assertEquals(0, resumed.exitCode());
    assertLinesMatch(List.of("Going on after step \\d+ of 2000\\."), resumed.err());
    assertEndedAsUndisturbed(folder);
  }

  @Test
  void aCompleteRunIsNotTrainedOn() throws Exception {
    TrainJar.Outcome complete = TrainJar.in(calm).run(RESUME);
    assertEquals(0, complete.exitCode());
    assertEquals(List.of("The run in run is complete: its model is in model/1"), complete.out());
    TrainJar.Outcome longer = TrainJar.in(calm).run("--resume", "--run", "run", "--epochs", "3");
    assertEquals(2, longer.exitCode());
    assertTrue(longer.err().get(0).contains("--epochs 2, not 3"), longer.err()::toString);
  }

  @Test
  void goesOnAfterKillsAtAnyInstant(@TempDir Path folder) throws Exception {
    Random random = new Random(1);
    long reached = 0;
    for (int kill = 0; kill < 5; kill++) {
      try (TrainJar.Life life = TrainJar.in(folder).start(reached == 0 ? OPTIONS : RESUME)) {
        reached = awaitCheckpoint(folder, reached + 30);
        Thread.sleep(random.nextInt(300));
        life.signal("KILL");
        assertEquals(137, life.end().exitCode());
      }
    }
    Path newest = folder.resolve("run/checkpoints/" + newestCheckpoint(folder));
    Files.writeString(newest.resolve("state.json"), "torn");
    TrainJar.Outcome resumed = TrainJar.in(folder).run(RESUME);
    assertEquals(0, resumed.exitCode(), resumed.err()::toString);
    assertTrue(resumed.err().get(0).contains("is passed over"), resumed.err()::toString);
    assertEndedAsUndisturbed(folder);
  }

  private void assertEndedAsUndisturbed(Path folder) throws Exception {
    for (String file :
        List.of(
            "run/metrics.csv",
            "run/settings.json",
            "run/weights.data-00000-of-00001",
            "run/checkpoints/" + LAST + "/variables.data-00000-of-00001",
            "model/1/variables/variables.data-00000-of-00001")) {
      assertEquals(-1, Files.mismatch(calm.resolve(file), folder.resolve(file)), file);
    }
    ObjectMapper json = new ObjectMapper();
    JsonNode expected = json.readTree(calm.resolve("run/figures.json").toFile());
    JsonNode figures = json.readTree(folder.resolve("run/figures.json").toFile());
    for (String name : List.of("first_loss", "last_loss", "accuracy", "confusion_matrix")) {
      assertEquals(expected.get(name), figures.get(name));
    }
    assertEquals(entries(calm.resolve("run")), entries(folder.resolve("run")));
    assertEquals(List.of("1"), entries(folder.resolve("model")));
  }

  /** Waits for a checkpoint of at least so many steps, or for the last; returns its steps. */
  private static long awaitCheckpoint(Path folder, long steps) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (newestCheckpoint(folder) < Math.min(steps, Long.parseLong(LAST))) {
      assertTrue(Instant.now().isBefore(end), "no checkpoint of step " + steps);
      Thread.sleep(5);
    }
    return newestCheckpoint(folder);
  }

  private static long newestCheckpoint(Path folder) throws IOException {
    Path checkpoints = folder.resolve("run/checkpoints");
    return Files.isDirectory(checkpoints)
        ? entries(checkpoints).stream()
            .filter(name -> name.matches("\\d+"))
            .mapToLong(Long::parseLong)
            .max()
            .orElse(-1)
        : -1;
  }

  private static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return new ArrayList<>(
          children.map(child -> child.getFileName().toString()).sorted().toList());
    }
  }
}
