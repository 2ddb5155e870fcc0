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

  /** Those of the names with a letter that no font has, where there are fonts at all. */
  static List<String> unshown(List<String> names) {
    if (!USABLE) {
      return List.of();
    }
    Font font = Lettering.CAPTION.font();
    return names.stream().filter(name -> font.canDisplayUpTo(name) >= 0).toList();
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
