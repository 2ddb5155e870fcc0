package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The main job on the embedded sample, from the command line to the model that it leaves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobIT {
  private static final String[] ONE_EPOCH = {
    "--data", "sample", "--epochs", "1", "--log-every", "500", "--seed", "1", "--run", "run"
  };

  private Path folder;
  private TrainJar.Outcome outcome;

  @BeforeAll
  void train(@TempDir Path folder) throws Exception {
    this.folder = folder;
    outcome = TrainJar.in(folder).run(ONE_EPOCH);
  }

  @Test
  void tellsTheStoryOfTheQuickStart() {
    assertEquals(List.of(), outcome.err());
    assertEquals(0, outcome.exitCode());
    List<String> expected = new ArrayList<>();
    expected.add("data +.*sample.*: 5,000 training and 1,000 test images of 32x32x3, 10 classes");
    expected.add("network +quickstart, 62,006 parameters");
    expected.add("training +1 epoch of 1,250 steps, .*seed 1");
    expected.add("device +.*");
    expected.add("\\[1,   500\\] loss: 2\\.[23]\\d\\d");
    expected.add("\\[1,  1000\\] loss: 2\\.[12]\\d\\d");
    expected.add("Finished Training: \\d+\\.\\d s, [\\d,]+ images/s");
    expected.add("GroundTruth:  ( *[a-z]+){4}");
    expected.add("Predicted:    ( *[a-z]+){4}");
    expected.add("Accuracy of the network on the 1000 test images: [123]\\d %");
    for (String name : "plane car bird cat deer dog frog horse ship truck".split(" ")) {
      expected.add("Accuracy of +" + name + " : +\\d+ %");
    }
    expected.add("Confusion matrix .*");
    expected.add("truth( +[a-z]{3,5}){10}");
    expected.add(">> a row for each class >>");
    expected.add("truck( +\\d+){10}");
    expected.add("Figures and pictures in run");
    expected.add("Model in savedmodel/quickstart/1");
    assertLinesMatch(expected, outcome.out());
  }

  @Test
  void leavesFiguresThatAgreeWithWhatItPrinted() throws Exception {
    JsonNode figures = new ObjectMapper().readTree(folder.resolve("run/figures.json").toFile());
    double accuracy = figures.get("accuracy").asDouble();
    assertTrue(
        outcome
            .out()
            .contains(
                "Accuracy of the network on the 1000 test images: %.0f %%"
                    .formatted(100 * accuracy)));
    assertEquals(figures.get("correct").asDouble() / 1000, accuracy);
    assertEquals(Math.log(10), figures.get("first_loss").asDouble(), 0.15);
    long counted = 0;
    for (JsonNode row : figures.get("confusion_matrix")) {
      for (JsonNode count : row) {
        counted += count.asLong();
      }
    }
    assertEquals(1000, counted);
  }

  @Test
  void leavesSettingsAndMetrics() throws Exception {
    JsonNode settings = new ObjectMapper().readTree(folder.resolve("run/settings.json").toFile());
    assertEquals(1, settings.get("seed").asInt());
    assertEquals(500, settings.get("log-every").asInt());
    List<String> metrics = Files.readAllLines(folder.resolve("run/metrics.csv"));
    assertLinesMatch(
        List.of("epoch,step,loss", "1,1,2\\.\\d{6}", "1,7,2\\.\\d{6}", "1,14,2\\.\\d{6}"),
        metrics.subList(0, 4));
    assertLinesMatch(List.of("1,1250,[12]\\.\\d{6}"), metrics.subList(180, metrics.size()));
  }

  @Test
  void leavesPictures() throws Exception {
    for (String name : List.of("samples", "predictions", "loss", "confusion")) {
      assertTrue(ImageIO.read(folder.resolve("run/" + name + ".png").toFile()).getWidth() > 300);
    }
  }

  @Test
  void evaluatesTheSavedModelToTheSameFigures() throws Exception {
    TrainJar.Outcome evaluated =
        TrainJar.in(folder).run("evaluate", "--model", "savedmodel/quickstart", "--data", "sample");
    assertEquals(List.of(), evaluated.err());
    assertEquals(0, evaluated.exitCode());
    int from = outcome.out().indexOf(evaluated.out().get(0));
    assertEquals(outcome.out().subList(from, outcome.out().size() - 2), evaluated.out());
  }

  @Test
  void publishesTheNextVersionBesideTheFirst(@TempDir Path twice) throws Exception {
    String[] tiny = {"--data", "sample", "--epochs", "1", "--batch-size", "500", "--run", "run"};
    assertEquals(0, TrainJar.in(twice).run(tiny).exitCode());
    String first = weights(twice);
    assertEquals(
        0,
        TrainJar.in(twice)
            .run(
                "train",
                "--data",
                "sample",
                "--epochs",
                "1",
                "--batch-size",
                "500",
                "--seed",
                "2",
                "--run",
                "run2")
            .exitCode());
    assertEquals(first, weights(twice));
    Path versions = twice.resolve("savedmodel/quickstart");
    try (Stream<Path> children = Files.list(versions)) {
      assertEquals(
          List.of("1", "2"),
          children.map(child -> child.getFileName().toString()).sorted().toList());
    }
    assertNotEquals(
        -1, Files.mismatch(variables(twice, 1), variables(twice, 2)), "another seed, same weights");
  }

  @Test
  void trainsOnAllOfCifar10WithoutACache(@TempDir Path fresh) throws Exception {
    TrainJar.Outcome first =
        TrainJar.in(fresh)
            .withEnvironment(Map.of("TOWERS_CACHE", fresh.resolve("cache").toString()))
            .run("--epochs", "1", "--batch-size", "100");
    assertEquals(0, first.exitCode());
    assertLinesMatch(
        List.of("CIFAR-10 as it travels with the program, .*; --data cifar10 downloads .*"),
        first.err());
    assertEquals(
        "data      CIFAR-10 (JPEG): 50,000 training and 10,000 test images of 32x32x3, 10 classes",
        first.out().get(0));
    assertTrue(
        first.out().stream().anyMatch(line -> line.contains("on the 10000 test images")),
        first.out().toString());
    assertFalse(Files.exists(fresh.resolve("cache")));
  }

  private static Path variables(Path folder, int version) {
    return folder.resolve(
        "savedmodel/quickstart/%d/variables/variables.data-00000-of-00001".formatted(version));
  }

  private static String weights(Path folder) throws Exception {
    return java.util.HexFormat.of().formatHex(Files.readAllBytes(variables(folder, 1)));
  }
}
