package dev.towers.report;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;

/** Whether this machine has fonts to draw words with. */
final class Fonts {
  private static final boolean USABLE = probe();

  private Fonts() {}

  /** False on the bare machines, mostly containers, where Java cannot set a single letter. */
  static boolean usable() {
    return USABLE;
  }

  /** Those of the names that have a letter which no font of this machine has. */
  static List<String> unshown(List<String> names) {
    Font font = USABLE ? Lettering.CAPTION.font() : null;
    return names.stream().filter(name -> font == null || font.canDisplayUpTo(name) >= 0).toList();
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
