package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with a model that a run has published. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelVerbsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path folder;

  @BeforeAll
  void train(@TempDir Path folder) throws Exception {
    this.folder = folder;
    String[] tiny = {
      "--data", "sample", "--epochs", "1", "--batch-size", "100", "--export", "model"
    };
    for (int seed = 1; seed <= 3; seed++) {
      String[] arguments =
          Stream.concat(
                  Stream.of(tiny),
                  Stream.of(
                      "--seed",
                      Integer.toString(seed),
                      "--keep-versions",
                      "2",
                      "--run",
                      "run" + seed))
              .toArray(String[]::new);
      assertEquals(0, TrainJar.in(folder).run(arguments).exitCode());
    }
    Path images = Files.createDirectories(folder.resolve("images"));
    ImageIO.write(new BufferedImage(32, 32, 1), "png", images.resolve("black.png").toFile());
    ImageIO.write(new BufferedImage(301, 77, 1), "jpg", images.resolve("wide.JPG").toFile());
    Files.writeString(images.resolve("notes.txt"), "no image");
    Files.writeString(folder.resolve("fake.png"), "no image");
  }

  @Test
  void aModelIsWhereTheNextTrainingStarts(@TempDir Path tuned) throws Exception {
    TrainJar.Outcome outcome =
        TrainJar.in(tuned)
            .run(
                "--data",
                "sample",
                "--batch-size",
                "100",
                "--init-from",
                folder.resolve("model").toString(),
                "--freeze",
                "conv*",
                "--run",
                "run");
    assertEquals(List.of(), outcome.err());
    assertEquals("network   quickstart, 59,134 parameters", outcome.out().get(1));
    assertEquals("start     from " + folder.resolve("model"), outcome.out().get(2));
  }

  @Test
  void aModelThatIsNotWholeIsNoStart(@TempDir Path broken) throws Exception {
    PathUtils.copyDirectory(folder.resolve("model/3"), broken.resolve("cut"));
    Path variables = broken.resolve("cut/variables/variables.data-00000-of-00001");
    Files.write(variables, Arrays.copyOf(Files.readAllBytes(variables), 1000));
    TrainJar.Outcome outcome =
        TrainJar.in(broken).run("--data", "sample", "--init-from", "cut", "--run", "run");
    assertEquals(2, outcome.exitCode());
    assertEquals(1, outcome.err().size());
    assertTrue(
        outcome.err().get(0).startsWith("error: the SavedModel in 'cut' does not load"),
        outcome.err().get(0));
    assertFalse(Files.exists(broken.resolve("run")));
  }

  @Test
  void onlyTheNewestVersionsAreKept() throws Exception {
    try (Stream<Path> children = Files.list(folder.resolve("model"))) {
      assertEquals(
          List.of("2", "3"),
          children.map(child -> child.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void everyVersionCanBeEvaluatedAndTheBaseMeansTheNewest() throws Exception {
    List<String> newest = evaluated("model");
    assertEquals(evaluated("model/3"), newest);
    assertTrue(!evaluated("model/2").equals(newest), "another seed, the same figures");
  }

  @Test
  void predictsAFolderAsATable() throws Exception {
    TrainJar.Outcome outcome =
        TrainJar.in(folder).run("predict", "--model", "model", "--top", "2", "images");
    assertEquals(List.of(), outcome.err());
    assertEquals(0, outcome.exitCode());
    assertLinesMatch(
        List.of(
            "image +class +probability +class +probability",
            "images/black.png +[a-z]+ +0\\.\\d{4} +[a-z]+ +0\\.\\d{4}",
            "images/wide.JPG +[a-z]+ +0\\.\\d{4} +[a-z]+ +0\\.\\d{4}"),
        outcome.out());
  }

  @Test
  void predictsAsJson() throws Exception {
    TrainJar.Outcome outcome =
        TrainJar.in(folder).run("predict", "--model", "model", "--json", "images/black.png");
    JsonNode answer = JSON.readTree(outcome.out().get(0));
    assertEquals("images/black.png", answer.get("image").asText());
    assertEquals(3, answer.get("top").size());
    assertEquals(answer.get("class"), answer.get("top").get(0).get("class_name"));
    assertTrue(
        answer.get("top").get(0).get("probability").asDouble()
            >= answer.get("top").get(1).get("probability").asDouble());
  }

  @Test
  void namesWhatCannotBeReadAndDoesTheRest() throws Exception {
    TrainJar.Outcome outcome =
        TrainJar.in(folder)
            .run("predict", "--model", "model", "fake.png", "images/black.png", "missing.png");
    assertEquals(2, outcome.exitCode());
    assertEquals(2, outcome.out().size());
    assertLinesMatch(
        List.of(
            "fake.png: expected a PNG, JPEG, GIF or BMP image, found another file; .*",
            "missing.png: there is no such file",
            "error: 2 of the images could not be read; .*"),
        outcome.err());
  }

  @Test
  void decodersDoNotSpeakForThemselves() throws Exception {
    byte[] jpeg = Files.readAllBytes(folder.resolve("images/wide.JPG"));
    Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(jpeg, jpeg.length - 20));
    TrainJar.Outcome outcome =
        TrainJar.in(folder).run("predict", "--model", "model", "cut.jpg", "images/black.png");
    assertLinesMatch(
        List.of(
            "cut.jpg: expected a PNG, JPEG, GIF or BMP image, found a broken one",
            "error: 1 of the images could not be read; .*"),
        outcome.err());
  }

  @Test
  void inspectsASavedModel() throws Exception {
    TrainJar.Outcome outcome = TrainJar.in(folder).run("inspect", "--model", "model", "--json");
    assertEquals(List.of(), outcome.err());
    JsonNode model = JSON.readTree(String.join("\n", outcome.out()));
    assertEquals("model/3", model.get("folder").asText());
    assertEquals("serving_default", model.get("signatures").get(0).get("key").asText());
    assertEquals(
        "uint8 [-1, 32, 32, 3]",
        model.get("signatures").get(0).get("inputs").get("images").asText());
    assertEquals(10, model.get("variables").size());
    assertEquals(3, model.get("provenance").get("settings").get("seed").asInt());
    assertEquals(
        JSON.readTree(folder.resolve("run3/figures.json").toFile()).get("accuracy"),
        model.get("provenance").get("figures").get("accuracy"));
    List<String> shown = TrainJar.in(folder).run("inspect", "--model", "model").out();
    List<String> provenance = shown.subList(shown.indexOf("provenance") + 1, shown.size());
    assertEquals(model.get("provenance"), JSON.readTree(String.join("\n", provenance)));
  }

  @Test
  void measuresHowFastAModelAnswers() throws Exception {
    String[] options = {
      "bench-model", "--model", "model", "--batch-sizes", "7,1", "--seconds", "1", "--threads", "1"
    };
    TrainJar.Outcome table = TrainJar.in(folder).run(options);
    assertEquals(List.of(), table.err());
    assertEquals(0, table.exitCode());
    assertLinesMatch(
        List.of(
            "devices   .+",
            "machine   .+, \\d+ cores?, .+",
            "versions  Towers .+, TensorFlow 2\\..+, Java .+",
            "threads   1",
            "batch  answers  images/s  ms median  ms p90",
            "7( +[\\d,.]+){4}",
            "1( +[\\d,.]+){4}"),
        table.out());

    TrainJar.Outcome asJson =
        TrainJar.in(folder)
            .run(Stream.concat(Stream.of(options), Stream.of("--json")).toArray(String[]::new));
    JsonNode figures = JSON.readTree(String.join("\n", asJson.out())).get("results");
    assertEquals(2, figures.size());
    for (JsonNode figure : figures) {
      assertTrue(figure.get("millis_median").asDouble() <= figure.get("millis_p90").asDouble());
      assertEquals(
          figure.get("batch").asInt() / figure.get("millis_median").asDouble() * 1000,
          figure.get("images_per_second").asDouble(),
          1e-6);
    }
  }

  private List<String> evaluated(String model) throws Exception {
    TrainJar.Outcome outcome =
        TrainJar.in(folder).run("evaluate", "--model", model, "--data", "sample");
    assertEquals(0, outcome.exitCode());
    return outcome.out();
  }
}
