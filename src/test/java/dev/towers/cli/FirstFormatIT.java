package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that version 0.1.0 was killed in goes on, on other devices and from other folders too. */
class FirstFormatIT {
  private static final Path KILLED = Path.of("src/test/resources/dev/towers/run/first-format");

  @Test
  void goesOnWithWhatVersion010Left(@TempDir Path folder) throws Exception {
    layImages(folder.resolve("moved"));
    String[] resume = {"--resume", "--run", "run", "--data", "moved"};
    PathUtils.copyDirectory(KILLED, folder.resolve("run"));
    TrainJar.Outcome outcome = TrainJar.in(folder).run(resume);
    assertEquals(List.of("Going on after step 63 of 400."), outcome.err());
    assertEquals(0, outcome.exitCode());
    List<String> before = Files.readAllLines(KILLED.resolve("metrics.csv"));
    List<String> after = Files.readAllLines(folder.resolve("run/metrics.csv"));
    assertEquals(before, after.subList(0, before.size()));
    int points = (400 - 63 + 1) / 2;
    assertEquals(before.size() + points - 1, after.size(), "two steps a point, the last of three");

    Path weights = folder.resolve("run/weights.data-00000-of-00001");
    byte[] onTwoDevices = Files.readAllBytes(weights);
    PathUtils.deleteDirectory(folder.resolve("run"));
    PathUtils.copyDirectory(KILLED, folder.resolve("run"));
    String[] onOne = {"--resume", "--run", "run", "--data", "moved", "--devices", "cpu:1"};
    assertEquals(0, TrainJar.in(folder).run(onOne).exitCode());
    assertEquals(
        java.util.HexFormat.of().formatHex(onTwoDevices),
        java.util.HexFormat.of().formatHex(Files.readAllBytes(weights)));
  }

  /** The images of that run: noise, the same on every machine. */
  private static void layImages(Path images) throws Exception {
    Random random = new Random(17);
    for (String part : List.of("train", "test")) {
      for (String name : List.of("day", "night")) {
        Path folder = Files.createDirectories(images.resolve(part).resolve(name));
        for (int i = 0; i < 20; i++) {
          BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
          for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
              image.setRGB(x, y, random.nextInt(1 << 24));
            }
          }
          ImageIO.write(image, "png", folder.resolve("%02d.png".formatted(i)).toFile());
        }
      }
    }
  }
}
