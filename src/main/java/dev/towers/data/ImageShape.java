package dev.towers.data;

/** The size of one image: rows, columns and color channels. */
public record ImageShape(int height, int width, int channels) {
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an image has at least one row, column and channel, not %d x %d x %d"
              .formatted(height, width, channels));
    }
  }

  /** The number of bytes of one image. */
  public int bytes() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }

  @Override
  public String toString() {
    return height + "x" + width + "x" + channels;
  }
}
