package dev.towers.cli;

import static dev.towers.cli.LoneWorkers.ADDRESSES;
import static dev.towers.cli.LoneWorkers.CLUSTER;
import static dev.towers.cli.LoneWorkers.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers in processes of their own, on a network that nothing else reaches. */
class ClusterIT {
  private static final Path WEIGHTS = Path.of("run", "weights.data-00000-of-00001");
  private static final Path METRICS = Path.of("run", "metrics.csv");

  /** With batch normalization, varied images, and a last batch that is smaller. */
  private static final List<String> TRAINING =
      List.of(
          "--data", "sample",
          "--network", "convgroups-8-8-16",
          "--batch-size", "48",
          "--learning-rate", "0.1",
          "--shift", "2",
          "--flip", "alternate",
          "--towers", "4",
          "--threads", "1",
          "--log-every", "20",
          "--run", "run",
          "--export", "model");

  /** What is seen of a worker that was killed, maybe in the middle of an answer. */
  private static final String GONE =
      "cannot be reached: (?:no connection|the connection broke off)";

  /** Of a processor; a server comes up in a quarter of it. */
  private static final Duration WORK = Duration.ofSeconds(4);

  private static final List<String> RUN =
      List.of(arguments(TRAINING, "--epochs", "2", "--checkpoint-every", "20"));

  /** Until it is stopped. */
  private static final List<String> LONG_RUN = List.of(arguments(TRAINING, "--epochs", "40"));

  @AutoClose private static LoneNetwork network;
  private static Path expected;

  @TempDir private Path folder;
  @AutoClose private LoneWorkers workers;

  /** The run that all others are held to, in one process. */
  @BeforeAll
  static void trainHere(@TempDir Path here) throws Exception {
    network = LoneNetwork.open();
    expected = here;
    assertEquals(0, TrainJar.in(here).run(RUN.toArray(String[]::new)).exitCode());
  }

  @BeforeEach
  void makeRoomForWorkers() {
    workers = new LoneWorkers(jar());
  }

  @Test
  void twoWorkersGiveTheBitsOfOneProcess() throws Exception {
    workers.start(0, 1);
    TrainJar.Outcome outcome = jar().run(onWorkers());
    assertEquals(0, outcome.exitCode(), outcome.err()::toString);
    assertTrue(
        outcome.out().contains("device    0/CPU:0, 1/CPU:0, towers 4, threads 1;" + seen(outcome)),
        outcome.out()::toString);
    assertTheBitsOfOneProcess();
  }

  @Test
  void aLostServerIsNamedAndTheRunGoesOnWithTheWorkerThatIsLeft() throws Exception {
    workers.start(0, 1);
    try (TrainJar.Life run = jar().start(onWorkers())) {
      awaitCheckpoint();
      workers.serverOf(1).destroyForcibly();
      Instant lost = Instant.now();
      TrainJar.Outcome outcome = run.end();
      assertToldWithin(Duration.ZERO, lost);
      assertEquals(1, outcome.exitCode());
      assertLinesMatch(
          List.of(
              "error: the worker 127\\.0\\.0\\.1:2223 has lost its TensorFlow server, which ended"
                  + " with 137; .*--resume --run run"),
          outcome.err());
    }
    try (TrainJar.Life run =
        jar().start("--resume", "--run", "run", "--cluster", ADDRESSES.get(0))) {
      awaitFile(folder.resolve("run/checkpoints/80"), "no checkpoint of one worker comes");
      run.signal("TERM");
      assertEquals(143, run.end().exitCode());
    }
    TrainJar.Outcome resumed = TrainJar.in(folder).run("--resume", "--run", "run", "--cluster", "");
    assertEquals(0, resumed.exitCode(), resumed.err()::toString);
    assertTheBitsOfOneProcess();
  }

  @Test
  void anElasticRunGoesOnByItself() throws Exception {
    workers.start(0, 1);
    try (TrainJar.Life run = jar().start(onWorkers("--elastic"))) {
      awaitCheckpoint();
      workers.signal(1, "KILL");
      TrainJar.Outcome outcome = run.end();
      assertEquals(0, outcome.exitCode(), outcome.err()::toString);
    }
    assertTheBitsOfOneProcess();
  }

  /** The run is stopped where it happens to be, and held to one in one process that came there. */
  @Test
  void anElasticRunTakesAWorkerBack(@TempDir Path here) throws Exception {
    workers.start(0, 1);
    long step;
    try (TrainJar.Life run =
        jar()
            .start(
                arguments(
                    LONG_RUN, "--checkpoint-every", "20", "--cluster", CLUSTER, "--elastic"))) {
      awaitCheckpoint();
      workers.signal(1, "KILL");
      awaitLine(run, "Going on after step");
      workers.start(1);
      awaitLine(run, "The worker 127.0.0.1:2223 is there: going on with it.");
      long joined = newestCheckpoint();
      await(() -> newestCheckpoint() > joined, "nothing is trained with the worker");
      run.signal("TERM");
      TrainJar.Outcome outcome = run.end();
      assertEquals(143, outcome.exitCode(), outcome.err()::toString);
      assertLinesMatch(
          List.of(
              "warning: the worker 127\\.0\\.0\\.1:2223 "
                  + GONE
                  + "; going on with those that are there",
              "Waiting for the worker 127\\.0\\.0\\.1:2223: it cannot be reached: no connection",
              "Going on after step \\d+ of \\d+\\.",
              "The worker 127\\.0\\.0\\.1:2223 is there: going on with it\\.",
              ">> and how it stops >>"),
          outcome.err());
      step = newestCheckpoint();
    }
    try (TrainJar.Life calm =
        TrainJar.in(here).start(arguments(LONG_RUN, "--checkpoint-every", Long.toString(step)))) {
      await(() -> Files.exists(here.resolve(checkpoint(step))), "no checkpoint comes");
      calm.signal("TERM");
      assertEquals(143, calm.end().exitCode());
    }
    Path variables = checkpoint(step).resolve("variables.data-00000-of-00001");
    assertArrayEquals(
        Files.readAllBytes(here.resolve(variables)), Files.readAllBytes(folder.resolve(variables)));
    List<String> losses = Files.readAllLines(folder.resolve(METRICS));
    assertTrue(losses.size() > 2, losses::toString);
    assertEquals(Files.readAllLines(here.resolve(METRICS)).subList(0, losses.size()), losses);
  }

  @Test
  void anElasticRunThatLosesAllItsWorkersNamesThemAndMayBeGoneOnWith() throws Exception {
    workers.start(0, 1);
    try (TrainJar.Life run =
        jar().start(onWorkers("--elastic", "--step-timeout", "5", "--cluster-wait", "1"))) {
      awaitCheckpoint();
      workers.signal(0, "KILL");
      workers.signal(1, "KILL");
      TrainJar.Outcome outcome = run.end();
      assertEquals(2, outcome.exitCode());
      String both = "the worker 127\\.0\\.0\\.1:2222 %s, and the worker 127\\.0\\.0\\.1:2223 %<s; ";
      assertLinesMatch(
          List.of(
              "warning: " + both.formatted(GONE) + "going on with those that are there",
              "Waiting for the worker 127\\.0\\.0\\.1:2222: .*",
              "Waiting for the worker 127\\.0\\.0\\.1:2223: .*",
              "error: --cluster: "
                  + both.formatted("cannot be reached: no connection")
                  + "start them, wait for them, or leave them out; what was saved is kept: go on"
                  + " with --resume --run run"),
          outcome.err());
    }
    workers.start(0, 1);
    TrainJar.Outcome resumed = jar().run("--resume", "--run", "run");
    assertEquals(0, resumed.exitCode(), resumed.err()::toString);
    assertTheBitsOfOneProcess();
  }

  /** The first has the session of all; TensorFlow waits for it until the time of a step is over. */
  @Test
  void theFirstWorkerIsMissedWithinTheTimeOfAStep() throws Exception {
    workers.start(0, 1);
    try (TrainJar.Life run = jar().start(onWorkers("--step-timeout", "5"))) {
      awaitCheckpoint();
      workers.signal(0, "KILL");
      Instant lost = Instant.now();
      TrainJar.Outcome outcome = run.end();
      assertToldWithin(Duration.ofSeconds(5), lost);
      assertEquals(1, outcome.exitCode());
      assertLinesMatch(
          List.of("error: the worker 127\\.0\\.0\\.1:2222 " + GONE + "; .*"), outcome.err());
    }
  }

  @Test
  void aHostThatStandsStillIsMissedWithinTheTimeOfAStep() throws Exception {
    workers.start(0, 1);
    try (TrainJar.Life run = jar().start(onWorkers("--step-timeout", "8"))) {
      awaitCheckpoint();
      ProcessHandle server = workers.serverOf(1);
      workers.signal(1, "STOP");
      new ProcessBuilder("kill", "-STOP", Long.toString(server.pid())).start().waitFor();
      Instant lost = Instant.now();
      TrainJar.Outcome outcome = run.end();
      server.destroyForcibly();
      assertToldWithin(Duration.ofSeconds(8), lost);
      assertEquals(1, outcome.exitCode());
      assertLinesMatch(
          List.of("error: the worker 127\\.0\\.0\\.1:2223 does not answer; .*"), outcome.err());
    }
  }

  @Test
  void aWorkerServesOneDriverAtATimeAndEachThatWasKilledIsForgotten() throws Exception {
    int port = 2300;
    workers.startWith(port, 0);
    String worker = ADDRESSES.get(0);
    try (TrainJar.Life first =
        jar()
            .start("--data", "sample", "--epochs", "1000", "--cluster", worker, "--run", "first")) {
      awaitFile(folder.resolve("first/metrics.csv"), "no training begins");
      assertTrue(network.hasListener(port), "its TensorFlow server listens elsewhere");
      try (TrainJar.Life second = jar().start(arguments(RUN, "--cluster", worker))) {
        awaitLine(second, "Waiting for the worker 127.0.0.1:2222: it is taken by ");
        first.signal("KILL");
        TrainJar.Outcome outcome = second.end();
        assertEquals(0, outcome.exitCode(), outcome.err()::toString);
        assertTrue(outcome.err().get(0).contains("run first"), outcome.err()::toString);
      }
    }
    assertTheBitsOfOneProcess();
  }

  @Test
  void theBenchTellsHowFastTheyAreAndWhatTheySendEachOther() throws Exception {
    workers.start(0, 1);
    TrainJar.Outcome outcome =
        jar()
            .run(
                ("bench --cluster %s --devices cpu:2 --batch-size 8 --steps 5 --warmup 1"
                        + " --threads-per-tower 1 --json bench.json --chart bench.png")
                    .formatted(CLUSTER)
                    .split(" "));
    assertEquals(0, outcome.exitCode(), outcome.err()::toString);
    assertEquals(List.of(), outcome.err());
    assertTrue(outcome.out().contains("workers   127.0.0.1:2222, 127.0.0.1:2223"));
    JsonNode results =
        new ObjectMapper().readTree(folder.resolve("bench.json").toFile()).get("results");
    assertEquals(6, results.size());
    for (JsonNode result : results) {
      boolean alone = result.get("towers").asInt() < 4; // the first worker has two devices
      JsonNode exchange = result.get("exchange");
      assertEquals(alone ? 1 : 2, exchange.get("processes").asInt());
      long designed = exchange.get("designed").get("total").asLong();
      long more = exchange.get("measured").get("bytes").asLong() - designed;
      assertEquals(alone ? 0 : 4 * (62_006 + 2 * (62_006 + 1)), designed); // and two losses
      assertTrue(alone ? more == 0 : more > 0 && more < 1000, exchange::toString);
    }
    assertTrue(Files.exists(folder.resolve("bench.png")));
  }

  @Test
  void theBenchNamesAWorkerThatIsLostAndTowersThatFindNoDevice() throws Exception {
    workers.start(0, 1);
    TrainJar.Outcome many =
        jar().run("bench", "--cluster", CLUSTER, "--towers", "3", "--batch-size", "6");
    assertEquals(2, many.exitCode());
    assertEquals(
        List.of("error: --towers 3 needs as many devices; there are 2: 0/CPU:0, 1/CPU:0"),
        many.err());
    try (TrainJar.Life bench =
        jar().start("bench", "--cluster", CLUSTER, "--batch-size", "256", "--steps", "1000000")) {
      awaitSteps(bench, 1);
      workers.serverOf(1).destroyForcibly();
      TrainJar.Outcome outcome = bench.end();
      assertEquals(1, outcome.exitCode());
      assertLinesMatch(
          List.of(
              "error: the worker 127\\.0\\.0\\.1:2223 has lost its TensorFlow server, which ended"
                  + " with 137"),
          outcome.err());
    }
  }

  @Test
  void aWorkerThatDoesNotComeIsNamed() throws Exception {
    TrainJar.Outcome outcome =
        jar().run("--data", "sample", "--cluster", CLUSTER, "--cluster-wait", "1");
    assertEquals(2, outcome.exitCode());
    assertLinesMatch(
        List.of(
            "Waiting for the worker 127\\.0\\.0\\.1:2222: it cannot be reached: no connection",
            "Waiting for the worker 127\\.0\\.0\\.1:2223: it cannot be reached: no connection",
            "error: --cluster: the worker 127\\.0\\.0\\.1:2222 cannot be reached: no connection, and"
                + " the worker 127\\.0\\.0\\.1:2223 cannot be reached: no connection; start them,"
                + " wait for them, or leave them out"),
        outcome.err());
    assertTrue(Files.notExists(folder.resolve("runs")));
  }

  @Test
  void aWorkerWantsToBeTrustedWithANetwork() throws Exception {
    boolean reachable =
        NetworkInterface.networkInterfaces().anyMatch(ClusterIT::isUpAndNotLoopback);
    assumeTrue(reachable, "this machine is in no network");
    TrainJar.Outcome outcome = TrainJar.in(folder).run("worker", "--cluster", CLUSTER);
    assertEquals(2, outcome.exitCode());
    assertEquals(1, outcome.err().size());
    assertTrue(outcome.err().get(0).endsWith("add --trust-network"), outcome.err()::toString);
  }

  private static boolean isUpAndNotLoopback(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback();
    } catch (SocketException e) {
      return false;
    }
  }

  private TrainJar jar() {
    return TrainJar.in(folder).runBy(network.prefix());
  }

  /** Waits until the server of a worker has worked for longer than it takes to come up. */
  private void awaitSteps(TrainJar.Life driver, int task) throws Exception {
    await(() -> !driver.process().isAlive() || workers.hasWorked(task, WORK), "no steps");
    assertTrue(driver.process().isAlive(), "no step is taken");
  }

  private static String[] onWorkers(String... more) {
    List<String> all = new ArrayList<>(List.of("--cluster", CLUSTER));
    all.addAll(List.of(more));
    return arguments(RUN, all.toArray(String[]::new));
  }

  private static String[] arguments(List<String> first, String... more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String seen(TrainJar.Outcome outcome) {
    String device =
        outcome.out().stream().filter(line -> line.startsWith("device")).findFirst().orElse("");
    return device.substring(device.indexOf(';') + 1);
  }

  /** Waits for one after the first, which is there before anything was trained. */
  private void awaitCheckpoint() throws Exception {
    awaitFile(folder.resolve(checkpoint(20)), "no checkpoint comes");
  }

  private static Path checkpoint(long step) {
    return Path.of("run", "checkpoints", Long.toString(step));
  }

  private long newestCheckpoint() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("run/checkpoints"))) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .mapToLong(Long::parseLong)
          .max()
          .orElse(0);
    }
  }

  private static void awaitLine(TrainJar.Life run, String start) throws Exception {
    Path err = run.streams().resolve("err");
    await(
        () -> Files.readAllLines(err).stream().anyMatch(line -> line.startsWith(start)),
        "no line begins with: " + start);
  }

  private static void awaitFile(Path file, String otherwise) throws Exception {
    await(() -> Files.exists(file), otherwise);
  }

  /** With a while for the ends of sessions and of a Java machine; a step usually has a minute. */
  private static void assertToldWithin(Duration time, Instant lost) {
    Duration told = Duration.between(lost, Instant.now());
    assertTrue(told.compareTo(time.plusSeconds(20)) < 0, told::toString);
  }

  private void assertTheBitsOfOneProcess() throws Exception {
    for (Path file : List.of(WEIGHTS, METRICS)) {
      assertArrayEquals(
          Files.readAllBytes(expected.resolve(file)),
          Files.readAllBytes(folder.resolve(file)),
          file::toString);
    }
  }
}
