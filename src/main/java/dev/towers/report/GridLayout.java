package dev.towers.report;

import dev.towers.data.ImageShape;
import java.util.List;

/**
 * Where everything stands in a grid of images, in pixels: {@code left} is the room for words beside
 * the first column, {@code top} for the title above the first row.
 */
record GridLayout(ImageShape shape, int rows, int columns, int captionLines, int left, int top) {
  private static final int GAP = 10;
  private static final int IMAGE_SIDE = 96;

  /** Larger images are reduced, so that a grid of photos is not larger than the photos. */
  private static final int LONGEST_SIDE = 160;

  private static final int CELL_WIDTH_MIN = 72;
  private static final int ABOVE_CAPTION = 3;

  /** The layout of a grid as it is. */
  static GridLayout of(SampleGrid grid) {
    boolean predictions = grid.hasPredictions();
    return new GridLayout(
        grid.images().shape(),
        grid.rows().size(),
        grid.rows().stream().mapToInt(List::size).max().orElseThrow(),
        predictions ? Caption.LINES : 1,
        predictions ? Caption.legendWidth() : 0,
        grid.title().isEmpty() ? 0 : Sheet.TITLE_HEIGHT);
  }

  /** How many rows of true labels make a picture that can be drawn in 64 megabytes. */
  static int rowsMax(ImageShape shape, int columns) {
    GridLayout one = new GridLayout(shape, 1, columns, 1, 0, 0);
    return (int) Math.max(1, (1L << 24) / ((long) one.width() * one.rowHeight()));
  }

  /** How often a pixel is repeated each way to bring the longer side near 96 pixels. */
  int zoom() {
    int side = Math.max(shape.height(), shape.width());
    return Math.max(1, Math.round((float) IMAGE_SIDE / side));
  }

  int imageWidth() {
    return shown(shape.width());
  }

  int imageHeight() {
    return shown(shape.height());
  }

  private int shown(int side) {
    int longest = Math.max(shape.height(), shape.width());
    return longest <= LONGEST_SIDE
        ? side * zoom()
        : Math.max(1, Math.round((float) side * LONGEST_SIDE / longest));
  }

  /** The width of an image or, where that is narrow, of a legible caption. */
  int cellWidth() {
    return Math.max(imageWidth(), CELL_WIDTH_MIN);
  }

  int cellX(int column) {
    return Sheet.MARGIN + left + column * (cellWidth() + GAP);
  }

  int imageX(int column) {
    return cellX(column) + (cellWidth() - imageWidth()) / 2;
  }

  int imageY(int row) {
    return Sheet.MARGIN + top + row * rowHeight();
  }

  /** The top of a line of the caption under an image. */
  int captionY(int row, int line) {
    return imageY(row) + imageHeight() + ABOVE_CAPTION + line * Lettering.CAPTION.lineHeight();
  }

  int width() {
    return cellX(columns) - GAP + Sheet.MARGIN;
  }

  int height() {
    return imageY(rows) - GAP + Sheet.MARGIN;
  }

  /** An image, its caption and the gap to the next row. */
  int rowHeight() {
    return imageHeight() + ABOVE_CAPTION + captionLines * Lettering.CAPTION.lineHeight() + GAP;
  }
}
