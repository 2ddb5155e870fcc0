package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towers.hostile.EncodedSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a folder of pictures of all sizes and kinds to a model that answers about such pictures. */
class PhotosIT {
  private static final int[][] SIZES = {{64, 48}, {48, 64}, {33, 120}, {20, 20}};

  @TempDir private Path folder;

  /** Trainer, evaluation and prediction look at the same pixels, so they count the same. */
  @ParameterizedTest
  @ValueSource(strings = {"crop", "pad"})
  void allAnswerAlike(String fit) throws Exception {
    lay();
    TrainJar jar = TrainJar.in(folder);
    TrainJar.Outcome trained =
        jar.run(
            "--data",
            "pictures",
            "--skip-bad",
            "--image-size",
            "40x36",
            "--fit",
            fit,
            "--epochs",
            "1",
            "--run",
            "run",
            "--export",
            "model");
    assertEquals(0, trained.exitCode(), trained.err()::toString);
    assertPassedOver(trained.err());
    assertTrue(trained.out().get(0).contains("of 40x36x3, 3 classes"), trained.out()::toString);
    assertTrue(trained.out().get(1).contains("convgroups-32-64-128"), trained.out()::toString);
    JsonNode figures = json(Files.readString(folder.resolve("run/figures.json")));

    TrainJar.Outcome evaluated =
        jar.run("evaluate", "--model", "model", "--data", "pictures", "--skip-bad");
    assertEquals(0, evaluated.exitCode(), evaluated.err()::toString);
    assertPassedOver(evaluated.err());
    assertTrue(trained.out().containsAll(evaluated.out()), evaluated.out()::toString);

    List<String> names = List.of("a", "b", "c");
    int[][] counts = new int[names.size()][names.size()];
    TrainJar.Outcome predicted =
        jar.run(
            "predict --model model --json pictures/test/a pictures/test/b pictures/test/c"
                .split(" "));
    for (String line : predicted.out()) {
      String truth = Path.of(json(line).get("image").asText()).getParent().getFileName().toString();
      counts[names.indexOf(truth)][names.indexOf(json(line).get("class").asText())]++;
    }
    assertArrayEquals(
        new ObjectMapper().convertValue(figures.get("confusion_matrix"), int[][].class), counts);
  }

  @Test
  void badPicturesArePassedOverByWhoWantsThat() throws Exception {
    lay();
    String arguments = "samples --data %1$s/pictures --image-size 9 --out %1$s/samples.png";
    InProcess refused = InProcess.run(arguments.formatted(folder).split(" "));
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().get(2).endsWith(" by --skip-bad"), refused.err()::toString);
    InProcess drawn = InProcess.run((arguments + " --skip-bad").formatted(folder).split(" "));
    assertEquals(0, drawn.exitCode(), drawn.err()::toString);
    assertPassedOver(drawn.err());
  }

  private static void assertPassedOver(List<String> err) {
    assertTrue(
        err.stream().anyMatch(line -> line.matches("2 of \\d+ images are bad and passed over\\.")),
        err::toString);
  }

  /** To train on and to test with, two that are bad among the former. */
  private void lay() throws Exception {
    lay("train");
    lay("test");
    Files.writeString(folder.resolve("pictures/train/a/bad.png"), "no image");
    Files.writeString(folder.resolve("pictures/train/b/bad.jpg"), "no image");
  }

  private void lay(String part) throws Exception {
    for (String name : List.of("a", "b", "c")) {
      Path images = Files.createDirectories(folder.resolve("pictures").resolve(part).resolve(name));
      for (int[] size : SIZES) {
        String stem = size[0] + "x" + size[1];
        int count = 0;
        for (byte[] file : EncodedSamples.pngAndJpeg(size[0], size[1])) {
          String ending = file[0] == (byte) 0xff ? "jpg" : "png";
          Files.write(images.resolve("%s-%d.%s".formatted(stem, count++, ending)), file);
        }
        Files.write(images.resolve(stem + "-cmyk.jpeg"), EncodedSamples.cmyk(size[0], size[1]));
      }
    }
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
