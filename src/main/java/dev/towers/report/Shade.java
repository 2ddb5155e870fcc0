package dev.towers.report;

import java.awt.Color;

/**
 * How a share from 0 to 1 looks: from nearly white to blue for what is right, to orange for wrong.
 */
final class Shade {
  private static final int[] NONE = {0xF6, 0xF7, 0xF8};
  private static final int[] BLUE = {0x0B, 0x4F, 0x8A};
  private static final int[] ORANGE = {0xC8, 0x4B, 0x00};

  private Shade() {}

  /** Deepens with the square root of the share, so that a confusion of a few percent shows. */
  static Color of(boolean right, double share) {
    double depth = Math.sqrt(share);
    int[] full = right ? BLUE : ORANGE;
    return new Color(
        between(NONE[0], full[0], depth),
        between(NONE[1], full[1], depth),
        between(NONE[2], full[2], depth));
  }

  /** Black or white, whichever stands out; the weights are the luma of ITU-R BT.601. */
  static Color inkOn(Color shade) {
    double luma = 0.299 * shade.getRed() + 0.587 * shade.getGreen() + 0.114 * shade.getBlue();
    return luma > 140 ? Sheet.INK : Sheet.PAPER;
  }

  private static int between(int from, int to, double depth) {
    return (int) Math.round(from + (to - from) * depth);
  }
}
