package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run goes on wherever its folders are, for the images decide and not their path. */
class MovedFoldersIT {
  @TempDir private Path folder;

  @Test
  void goesOnWithTheSameImagesElsewhere() throws Exception {
    for (String part : List.of("train", "test")) {
      for (int i = 0; i < 4; i++) {
        draw("images/%s/%s/%d.png".formatted(part, i % 2 == 0 ? "dark" : "light", i), i * 60);
      }
    }
    TrainJar jar = TrainJar.in(folder);
    TrainJar.Outcome trained = jar.run("--data", "images/", "--run", "run", "--export", "model");
    assertEquals(0, trained.exitCode(), trained.err()::toString);

    PathUtils.deleteDirectory(folder.resolve("model"));
    Files.move(folder.resolve("images"), folder.resolve("pictures"));
    TrainJar.Outcome missing = jar.run("--resume", "--run", "run");
    assertEquals(2, missing.exitCode());
    assertTrue(missing.err().get(0).contains("choose --data"), missing.err()::toString);

    Files.move(folder.resolve("run"), folder.resolve("moved"));
    TrainJar.Outcome resumed =
        jar.run("--resume", "--run", "moved", "--data", folder.resolve("pictures").toString());
    assertEquals(0, resumed.exitCode(), resumed.err()::toString);
    assertTrue(Files.exists(folder.resolve("model/1/saved_model.pb")));

    TrainJar.Outcome complete = jar.run("--resume", "--run", "moved");
    assertEquals(List.of("The run in moved is complete: its model is in model/1"), complete.out());

    PathUtils.deleteDirectory(folder.resolve("model"));
    draw("pictures/train/dark/0.png", 7);
    TrainJar.Outcome changed = jar.run("--resume", "--run", "moved", "--data", "pictures");
    assertEquals(2, changed.exitCode());
    assertTrue(changed.err().get(0).contains("has other images"), changed.err()::toString);
  }

  private void draw(String name, int gray) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    image.setRGB(3, 3, gray * 0x10101);
    assertTrue(ImageIO.write(image, "png", file.toFile()));
  }
}
