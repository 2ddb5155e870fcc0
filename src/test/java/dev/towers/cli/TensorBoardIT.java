package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towers.events.EventFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.TensorProto;

/** What a run leaves for TensorBoard is what its other files say, each step once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TensorBoardIT {
  private static final int STEPS_PER_EPOCH = 900;
  private static final String[] OPTIONS =
      ("--data sample --epochs 2 --batch-size 5 --log-every 0 --checkpoint-every 60 --seed 3"
              + " --validation 0.1 --schedule cosine --run run --export model")
          .split(" ");
  private static final String[] RESUME = {"--resume", "--run", "run"};

  private Path calm;

  @BeforeAll
  void trainUndisturbed(@TempDir Path folder) throws Exception {
    calm = folder;
    TrainJar.Outcome outcome = TrainJar.in(calm).run(OPTIONS);
    assertEquals(0, outcome.exitCode(), outcome.err()::toString);
  }

  @Test
  void showsTheCurvesOfTheCsvFiles() throws IOException {
    assertCurvesAreThoseOfTheFiles(calm);
    EventFiles train = events(calm, "train");
    SortedMap<Long, Double> rate = train.curve("learning_rate");
    assertEquals(0.001, rate.get(1L), 1e-9);
    long last = rate.lastKey();
    double expected = 0.001 * (1 + Math.cos(Math.PI * (last - 1) / (2 * STEPS_PER_EPOCH))) / 2;
    assertEquals(expected, rate.get(last), 1e-9);
    SortedMap<Long, Double> speed = train.curve("images_per_second");
    assertEquals(train.curve("loss").size() - 1, speed.size(), "all lines but the first step's");
    assertTrue(speed.values().stream().allMatch(perSecond -> perSecond > 1), speed::toString);
  }

  @Test
  void showsWhatTheRunWasAndWhatCameOfIt() throws IOException {
    EventFiles train = events(calm, "train");
    assertTrue(train.graph().getNodeCount() > 100);
    String settings = train.values("settings").get(0L).getTensor().getStringVal(0).toStringUtf8();
    assertTrue(settings.startsWith("| setting | value |\n| --- | --- |\n"), settings);
    assertTrue(settings.contains("\n| batch-size | `5` |\n"), settings);

    EventFiles test = events(calm, "test");
    JsonNode figures = new ObjectMapper().readTree(calm.resolve("run/figures.json").toFile());
    SortedMap<Long, Double> accuracy = test.curve("accuracy");
    assertEquals(1, accuracy.size());
    long step = accuracy.firstKey();
    assertEquals(figures.get("accuracy").asDouble(), accuracy.get(step), 1e-6);
    assertPicture("samples.png", train.values("samples").get(2L * STEPS_PER_EPOCH).getTensor());
    assertPicture("mistakes.png", test.values("mistakes").get(step).getTensor());
    assertPicture("predictions.png", test.values("predictions").get(step).getTensor());
    assertPicture("confusion.png", test.values("confusion").get(step).getTensor());
    assertTrue(
        test.values("figures")
            .get(step)
            .getTensor()
            .getStringVal(0)
            .toStringUtf8()
            .contains("frog"));
  }

  @Test
  void showsEachStepOnceOfARunThatWasKilled(@TempDir Path folder) throws Exception {
    for (int kill = 1; kill <= 3; kill++) {
      try (TrainJar.Life life = TrainJar.in(folder).start(kill == 1 ? OPTIONS : RESUME)) {
        awaitLines(folder, 6 * kill);
        life.signal("KILL");
        assertEquals(137, life.end().exitCode());
      }
    }
    TrainJar.Outcome resumed = TrainJar.in(folder).run(RESUME);
    assertEquals(0, resumed.exitCode(), resumed.err()::toString);
    assertCurvesAreThoseOfTheFiles(folder);
    for (String split : List.of("train", "validation", "test")) {
      for (String tag : List.of("loss", "accuracy", "learning_rate")) {
        assertEquals(events(calm, split).curve(tag), events(folder, split).curve(tag));
      }
    }
    events(folder, "train").curve("images_per_second"); // sees to it that no step is there twice
    assertEquals(events(calm, "train").graph(), events(folder, "train").graph());
  }

  @Test
  void goesOnWhereTheFilesCannotBeWritten(@TempDir Path folder) throws Exception {
    Path inTheWay = folder.resolve("run/tensorboard");
    Files.createDirectories(inTheWay.getParent());
    Files.writeString(inTheWay, "");
    TrainJar.Outcome outcome = TrainJar.in(folder).run(OPTIONS);
    assertEquals(1, outcome.exitCode());
    assertEquals(2, outcome.err().size(), outcome.err()::toString);
    assertTrue(outcome.err().get(0).startsWith("warning: cannot write run/tensorboard: "));
    assertEquals(
        -1, Files.mismatch(calm.resolve("run/metrics.csv"), folder.resolve("run/metrics.csv")));
    Files.delete(inTheWay);
    assertEquals(0, TrainJar.in(folder).run(RESUME).exitCode());
    assertCurvesAreThoseOfTheFiles(folder);
  }

  private static void assertCurvesAreThoseOfTheFiles(Path folder) throws IOException {
    SortedMap<Long, Double> losses = new TreeMap<>();
    for (String[] line : lines(folder.resolve("run/metrics.csv"))) {
      long epoch = Long.parseLong(line[0]);
      losses.put((epoch - 1) * STEPS_PER_EPOCH + Long.parseLong(line[1]), Double.valueOf(line[2]));
    }
    assertTrue(losses.size() > 20, losses::toString);
    assertSame(losses, events(folder, "train").curve("loss"));
    assertEquals(losses.keySet(), events(folder, "train").curve("learning_rate").keySet());

    SortedMap<Long, Double> trained = new TreeMap<>();
    for (String[] line : lines(folder.resolve("run/training.csv"))) {
      trained.put(Long.parseLong(line[0]) * STEPS_PER_EPOCH, Double.valueOf(line[2]));
    }
    assertEquals(2, trained.size());
    assertSame(trained, events(folder, "train").curve("accuracy"));

    SortedMap<Long, Double> validationLosses = new TreeMap<>();
    SortedMap<Long, Double> accuracies = new TreeMap<>();
    for (String[] line : lines(folder.resolve("run/validation.csv"))) {
      long step = Long.parseLong(line[0]) * STEPS_PER_EPOCH;
      validationLosses.put(step, Double.valueOf(line[1]));
      accuracies.put(step, Double.valueOf(line[2]));
    }
    assertEquals(2, accuracies.size());
    assertSame(validationLosses, events(folder, "validation").curve("loss"));
    assertSame(accuracies, events(folder, "validation").curve("accuracy"));
  }

  private static void assertSame(SortedMap<Long, Double> expected, SortedMap<Long, Double> curve) {
    assertEquals(expected.keySet(), curve.keySet());
    expected.forEach((step, value) -> assertEquals(value, curve.get(step), 1e-6, "step " + step));
  }

  private void assertPicture(String file, TensorProto shown) throws IOException {
    byte[] png = Files.readAllBytes(calm.resolve("run").resolve(file));
    assertTrue(Arrays.equals(png, shown.getStringVal(2).toByteArray()), file);
    assertTrue(Integer.parseInt(shown.getStringVal(0).toStringUtf8()) > 100, "width");
  }

  private static EventFiles events(Path folder, String split) throws IOException {
    return EventFiles.of(folder.resolve("run/tensorboard").resolve(split));
  }

  private static List<String[]> lines(Path csv) throws IOException {
    return Files.readAllLines(csv).stream().skip(1).map(line -> line.split(",")).toList();
  }

  private static void awaitLines(Path folder, int lines) throws Exception {
    Path metrics = folder.resolve("run/metrics.csv");
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (!Files.exists(metrics) || lines(metrics).size() < lines) {
      assertTrue(Instant.now().isBefore(end), "no " + lines + " lines in " + metrics);
      Thread.sleep(5);
    }
  }
}
