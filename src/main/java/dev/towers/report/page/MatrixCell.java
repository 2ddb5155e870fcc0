package dev.towers.report.page;

/**
 * How many images of a class were taken for a class.
 *
 * @param share of the images of the true class, from 0 to 1; NaN of no images
 * @param right whether the two are one
 */
public record MatrixCell(long count, double share, boolean right) {
  private static final int SHADES = 8;

  /** How dark the cell is, from 0 for none to 8 for all. */
  public int shade() {
    return count == 0 ? 0 : (int) Math.max(1, Math.ceil(share * SHADES));
  }
}
