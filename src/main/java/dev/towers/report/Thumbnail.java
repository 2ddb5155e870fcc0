package dev.towers.report;

import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.awt.image.BufferedImage;

/** One image of a set as a picture of the same size. */
final class Thumbnail {
  private Thumbnail() {}

  /** Red, green and blue are the first three channels, or all the first where there are fewer. */
  static BufferedImage of(LabeledImages images, int index) {
    ImageShape shape = images.shape();
    byte[] pixels = new byte[shape.bytes()];
    images.copyPixels(index, pixels, 0);
    int green = shape.channels() < 3 ? 0 : 1;
    int blue = shape.channels() < 3 ? 0 : 2;
    BufferedImage picture =
        new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        int at = (y * shape.width() + x) * shape.channels();
        picture.setRGB(
            x,
            y,
            (pixels[at] & 0xff) << 16
                | (pixels[at + green] & 0xff) << 8
                | pixels[at + blue] & 0xff);
      }
    }
    return picture;
  }
}
