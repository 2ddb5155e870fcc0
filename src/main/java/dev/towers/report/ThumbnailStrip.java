package dev.towers.report;

import dev.towers.data.LabeledImages;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Images side by side without a word, for whoever cuts them apart again. Those whose longer side is
 * above {@value #LONGEST_SIDE} pixels are made smaller.
 *
 * @param indices of the images, in their order
 */
public record ThumbnailStrip(LabeledImages images, List<Integer> indices) implements Picture {
  private static final int LONGEST_SIDE = 96;

  public ThumbnailStrip {
    indices = List.copyOf(indices);
    if (indices.isEmpty()) {
      throw new IllegalArgumentException("a strip of no images");
    }
  }

  @Override
  public BufferedImage draw() {
    int width = images.shape().width();
    int height = images.shape().height();
    double scale = Math.min(1, LONGEST_SIDE / (double) Math.max(width, height));
    int drawnWidth = (int) Math.max(1, Math.round(scale * width));
    int drawnHeight = (int) Math.max(1, Math.round(scale * height));
    BufferedImage strip =
        new BufferedImage(drawnWidth * indices.size(), drawnHeight, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = strip.createGraphics();
    for (int i = 0; i < indices.size(); i++) {
      Image image =
          Thumbnail.of(images, indices.get(i))
              .getScaledInstance(drawnWidth, drawnHeight, Image.SCALE_AREA_AVERAGING);
      graphics.drawImage(image, i * drawnWidth, 0, null);
    }
    graphics.dispose();
    return strip;
  }

  /**
   * The images of a strip as PNG files, in their order.
   *
   * @param count how many there are
   * @return none where the strip is not of so many
   */
  public static List<byte[]> cut(BufferedImage strip, int count) {
    List<byte[]> files = new ArrayList<>();
    if (count > 0 && strip.getWidth() % count == 0) {
      int width = strip.getWidth() / count;
      for (int i = 0; i < count; i++) {
        BufferedImage one = strip.getSubimage(i * width, 0, width, strip.getHeight());
        Picture picture = () -> one;
        files.add(picture.png());
      }
    }
    return files;
  }
}
