package dev.towers.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.function.Predicate;

/** A rectangle of a picture, to ask what is drawn there. */
public record Area(BufferedImage image, int x, int y, int width, int height) {
  public static Area all(BufferedImage image) {
    return new Area(image, 0, 0, image.getWidth(), image.getHeight());
  }

  boolean isBlank() {
    return count(color -> !color.equals(Color.WHITE)) == 0;
  }

  public boolean has(Predicate<Color> color) {
    return count(color) > 0;
  }

  long count(Predicate<Color> matching) {
    long count = 0;
    for (int row = y; row < y + height; row++) {
      for (int column = x; column < x + width; column++) {
        if (matching.test(new Color(image.getRGB(column, row)))) {
          count++;
        }
      }
    }
    return count;
  }

  /** Matches the color also where smooth edges have thinned it with white. */
  static Predicate<Color> near(Color wanted) {
    return color ->
        Math.abs(color.getRed() - wanted.getRed()) < 60
            && Math.abs(color.getGreen() - wanted.getGreen()) < 60
            && Math.abs(color.getBlue() - wanted.getBlue()) < 60;
  }
}
