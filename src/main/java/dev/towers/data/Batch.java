package dev.towers.data;

/**
 * Images and labels that go through the graph together: the first {@code size} images of {@code
 * pixels} (NHWC) and the first {@code size} of {@code labels}. What follows them is left over from
 * a larger batch.
 *
 * @param views what each image is seen as, {@link Augmentation#VIEW} numbers each; of length 0
 *     where all are seen as they are
 * @param places of the images in the set that they are of; of length 0 where they are of none
 */
public record Batch(byte[] pixels, int[] labels, int[] views, int[] places, int size) {
  private static final int[] NONE = {};

  public Batch {
    if (size < 1 || size > labels.length) {
      throw new IllegalArgumentException(
          "a batch of %d in a buffer for %d".formatted(size, labels.length));
    }
  }

  /** Images of no set, which are seen as they are. */
  public Batch(byte[] pixels, int[] labels, int size) {
    this(pixels, labels, NONE, NONE, size);
  }
}
