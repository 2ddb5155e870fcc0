package dev.towers.report;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** Whether this machine has fonts to draw words with. */
final class Fonts {
  private static final boolean USABLE = probe();

  private Fonts() {}

  /** False on the bare machines, mostly containers, where Java cannot set a single letter. */
  static boolean usable() {
    return USABLE;
  }

  private static boolean probe() {
    Headless.ensure();
    try {
      new Font(Font.SANS_SERIF, Font.PLAIN, 12)
          .getStringBounds("x", new FontRenderContext(null, true, true));
      return true;
    } catch (InternalError | LinkageError | RuntimeException e) {
      // What is thrown differs with what is missing: a font, fontconfig's settings, freetype.
      return false;
    }
  }
}
