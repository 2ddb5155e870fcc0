package dev.towers.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** A white sheet to draw and write on, in pixels from its top left corner. */
final class Sheet implements AutoCloseable {
  static {
    Headless.ensure();
  }

  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x1F2328);
  static final Color FAINT = new Color(0x6E7781);

  static final int MARGIN = 16;

  /** The title's line and the room below it. */
  static final int TITLE_HEIGHT = 32;

  private final BufferedImage image;
  private final Graphics2D graphics;

  Sheet(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    fill(PAPER, 0, 0, width, height);
  }

  /** The sheet's own image, not a copy. */
  BufferedImage image() {
    return image;
  }

  /** To draw shapes with; closed with the sheet. */
  Graphics2D graphics() {
    return graphics;
  }

  /** Fills a rectangle. */
  void fill(Color color, int x, int y, int width, int height) {
    graphics.setColor(color);
    graphics.fillRect(x, y, width, height);
  }

  /**
   * Draws {@code pixels} in a rectangle: enlarged as squares, or reduced by halves, so that each
   * pixel counts.
   */
  void image(BufferedImage pixels, int x, int y, int width, int height) {
    BufferedImage reduced = pixels;
    while (reduced.getWidth() >= 2 * width && reduced.getHeight() >= 2 * height) {
      BufferedImage half =
          new BufferedImage(
              reduced.getWidth() / 2, reduced.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
      Graphics2D into = half.createGraphics();
      draw(into, reduced, 0, 0, half.getWidth(), half.getHeight());
      into.dispose();
      reduced = half;
    }
    draw(graphics, reduced, x, y, width, height);
  }

  private static void draw(
      Graphics2D into, BufferedImage pixels, int x, int y, int width, int height) {
    into.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        width < pixels.getWidth()
            ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    into.drawImage(pixels, x, y, width, height, null);
  }

  /** Writes the title at the top. */
  void title(String text) {
    int width = image.getWidth() - 2 * MARGIN;
    write(text, Lettering.TITLE, INK, Slot.left(MARGIN, MARGIN - 2, width));
  }

  /** Writes one line, shortened where it is longer than its slot. */
  void write(String text, Lettering lettering, Color color, Slot slot) {
    if (!Fonts.usable()) {
      return;
    }
    String fitted = lettering.fit(text, slot.width());
    graphics.setColor(color);
    graphics.setFont(lettering.font());
    graphics.drawString(
        fitted, slot.start(lettering.width(fitted)), slot.y() + lettering.baseline());
  }

  /** Writes one line upwards: the slot turns to the left around its top left corner. */
  void writeUpwards(String text, Lettering lettering, Color color, Slot slot) {
    AffineTransform upright = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, slot.x(), slot.y());
    write(text, lettering, color, slot);
    graphics.setTransform(upright);
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
