package dev.towers.report;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/**
 * How words are set: the height of the letters in pixels, and their weight. All lengths but a
 * word's own width follow from the size alone, so that a layout is the same with any font.
 */
record Lettering(int size, boolean bold) {
  static final Lettering TITLE = new Lettering(17, true);
  static final Lettering CAPTION = new Lettering(13, false);
  static final Lettering STRONG = new Lettering(13, true);
  static final Lettering NOTE = new Lettering(11, false);

  private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);
  private static final String ELLIPSIS = "…";

  Font font() {
    return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size);
  }

  /** The height of a line in pixels. */
  int lineHeight() {
    return Math.round(size * 1.4f);
  }

  /** From the top of a line down to the foot of its letters, in pixels. */
  int baseline() {
    return Math.round(size * 1.05f);
  }

  /** The width of {@code text} in pixels; 0 where the machine has no fonts. */
  int width(String text) {
    return Fonts.usable() ? (int) Math.ceil(font().getStringBounds(text, SMOOTH).getWidth()) : 0;
  }

  /**
   * {@code text}, or as much of its beginning and end, with an ellipsis between them, as {@code
   * width} pixels hold: long names often differ at their ends alone.
   */
  String fit(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    int length = text.codePointCount(0, text.length());
    for (int kept = length - 1; kept > 0; kept--) {
      String shorter = shortened(text, kept);
      if (width(shorter) <= width) {
        return shorter;
      }
    }
    return ELLIPSIS;
  }

  /** Two thirds of what is kept stand at the beginning. */
  private static String shortened(String text, int kept) {
    int head = text.offsetByCodePoints(0, kept - kept / 3);
    int tail = text.offsetByCodePoints(text.length(), -(kept / 3));
    return text.substring(0, head).stripTrailing() + ELLIPSIS + text.substring(tail).stripLeading();
  }
}
