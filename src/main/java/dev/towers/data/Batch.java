package dev.towers.data;

/**
 * Images and labels that go through the graph together: the first {@code size} images of {@code
 * pixels} (NHWC) and the first {@code size} of {@code labels}. What follows them is left over from
 * a larger batch.
 */
public record Batch(byte[] pixels, int[] labels, int size) {
  public Batch {
    if (size < 1 || size > labels.length) {
      throw new IllegalArgumentException(
          "a batch of %d in a buffer for %d".formatted(size, labels.length));
    }
  }
}
