package dev.towers.report;

/**
 * Where everything stands in a confusion matrix of so many classes whose longest name is {@code
 * longestName} pixels long; all in pixels.
 */
record ConfusionLayout(int classes, int longestName) {
  private static final int CELL = 48;
  private static final int CELL_WITHOUT_COUNT = 20;
  private static final int CLASSES_WITH_COUNTS = 20;
  private static final int NAME_MAX = 220;
  private static final int NAME_GAP = 8;
  private static final int AXIS_HEIGHT = 24;

  /** The side of a cell: smaller with more classes, so that the table stays one picture. */
  int cell() {
    return classes <= CLASSES_WITH_COUNTS ? CELL : CELL_WITHOUT_COUNT;
  }

  /** The side of the shaded part of a cell, which leaves a line of paper. */
  int shaded() {
    return cell() - 1;
  }

  boolean showsCounts() {
    return cell() == CELL;
  }

  /** Whether the names above the columns have to be written upwards to fit. */
  boolean turnsNames() {
    return longestName > cell() - 2;
  }

  /** The room for a name beside its row. */
  int nameWidth() {
    return Math.min(longestName, NAME_MAX);
  }

  /** The room for a name above its column. */
  int nameHeight() {
    return turnsNames() ? nameWidth() : Lettering.CAPTION.lineHeight();
  }

  /** The top of the word above the columns. */
  int axisY() {
    return Sheet.MARGIN + Sheet.TITLE_HEIGHT;
  }

  /** The left end of the names beside the rows. */
  int namesX() {
    return Sheet.MARGIN + AXIS_HEIGHT;
  }

  /** The top of the names above the columns. */
  int namesY() {
    return axisY() + AXIS_HEIGHT;
  }

  int cellX(int column) {
    return namesX() + nameWidth() + NAME_GAP + column * cell();
  }

  int cellY(int row) {
    return namesY() + nameHeight() + NAME_GAP + row * cell();
  }

  /** The side of the whole table. */
  int side() {
    return classes * cell();
  }

  int width() {
    return cellX(classes) + Sheet.MARGIN;
  }

  int height() {
    return cellY(classes) + Sheet.MARGIN;
  }
}
