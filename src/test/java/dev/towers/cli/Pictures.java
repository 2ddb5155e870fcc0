package dev.towers.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Folders of small pictures, each of its class in nothing but its brightness. */
final class Pictures {
  private static final int SIDE = 8;

  private Pictures() {}

  /** Makes so many of each class, the same each time. */
  static void lay(Path folder, int count, String... classes) throws IOException {
    Random random = new Random(classes.length * (long) count);
    for (int i = 0; i < classes.length; i++) {
      Path place = Files.createDirectories(folder.resolve(classes[i]));
      for (int picture = 0; picture < count; picture++) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
          int gray = random.nextInt(128) + 128 * i / classes.length;
          image.setRGB(pixel % SIDE, pixel / SIDE, gray * 0x010101);
        }
        ImageIO.write(image, "png", place.resolve(picture + ".png").toFile());
      }
    }
  }
}
