package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of four towers ends alike wherever its parts ran. */
class OtherDevicesIT {
  private static final Path CHECKPOINTS = Path.of("run", "checkpoints");
  private static final Path TRAINING = Path.of("run", "training.csv");
  private static final Path VALIDATION = Path.of("run", "validation.csv");
  private static final Path WEIGHTS = Path.of("run", "weights.data-00000-of-00001");

  /** Of all that a method may keep between steps, and all that may become of an image. */
  private static final String[] OPTIONS =
      ("--data sample --recipe cpu-80 --network convgroups-8-8-16 --epochs 1 --batch-size 64"
              + " --lookahead 5 --offset-rate 4 --shift 2 --flip alternate --cutout 4"
              + " --tta mirror-shift --validation 0.1 --devices cpu:4 --towers 4 --seed 5"
              + " --checkpoint-every 20 --log-every 0 --run run --export model")
          .split(" ");

  @Test
  void aRunOfFourDevicesGoesOnOnOne(@TempDir Path calm, @TempDir Path moved) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no signals");
    TrainJar.Outcome undisturbed = TrainJar.in(calm).run(OPTIONS);
    assertEquals(0, undisturbed.exitCode(), undisturbed.err()::toString);
    assertTrue(
        undisturbed.out().get(2).contains("learning rate 0.4, Muon 0.05, momentum 0.85"),
        undisturbed.out()::toString);
    try (TrainJar.Life life = TrainJar.in(moved).start(OPTIONS)) {
      awaitCheckpoint(moved.resolve(CHECKPOINTS));
      life.signal("TERM");
      assertEquals(143, life.end().exitCode());
    }
    assertTrue(Files.notExists(moved.resolve(WEIGHTS)), "the run ended before it was stopped");
    TrainJar.Outcome resumed =
        TrainJar.in(moved).run("--resume", "--run", "run", "--devices", "cpu:1");
    assertLinesMatch(List.of("Going on after step \\d+ of \\d+\\."), resumed.err());
    assertEquals(0, resumed.exitCode());
    assertArrayEquals(
        Files.readAllBytes(calm.resolve(WEIGHTS)), Files.readAllBytes(moved.resolve(WEIGHTS)));

    for (Path scores : List.of(TRAINING, VALIDATION)) {
      assertArrayEquals(
          Files.readAllBytes(calm.resolve(scores)), Files.readAllBytes(moved.resolve(scores)));
    }

    TrainJar.Outcome evaluated =
        TrainJar.in(calm).run("evaluate", "--model", "model", "--data", "sample");
    assertEquals(List.of(), evaluated.err());
    int from = undisturbed.out().indexOf(evaluated.out().get(0));
    assertEquals(
        undisturbed.out().subList(from, undisturbed.out().size() - 2),
        evaluated.out(),
        "the exported running statistics, and both sides of each image");
  }

  /** Waits for one of some steps, for the one of step 0 is there before any device has trained. */
  private static void awaitCheckpoint(Path checkpoints) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    while (!hasEntries(checkpoints)) {
      assertTrue(Instant.now().isBefore(end), "no checkpoint");
      Thread.sleep(5);
    }
  }

  private static boolean hasEntries(Path folder) throws Exception {
    if (Files.notExists(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.anyMatch(entry -> entry.getFileName().toString().matches("[1-9]\\d*"));
    }
  }
}
