package dev.towers.report;

/** Where a line of words goes: its top left corner, its room and its side, in pixels. */
record Slot(int x, int y, int width, Align align) {
  /** Where words stand in a room that is wider than they are. */
  enum Align {
    LEFT,
    CENTER,
    RIGHT
  }

  static Slot left(int x, int y, int width) {
    return new Slot(x, y, width, Align.LEFT);
  }

  static Slot centered(int x, int y, int width) {
    return new Slot(x, y, width, Align.CENTER);
  }

  static Slot right(int x, int y, int width) {
    return new Slot(x, y, width, Align.RIGHT);
  }

  /** The left end of words that are {@code wordsWidth} pixels wide. */
  int start(int wordsWidth) {
    int spare = width - wordsWidth;
    return switch (align) {
      case LEFT -> x;
      case CENTER -> x + spare / 2;
      case RIGHT -> x + spare;
    };
  }
}
