package dev.towers.data;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Images of one shape with their labels. Pixels are bytes in [0, 255] and lie row by row, the
 * channels of a pixel side by side (NHWC). Neither array is copied, so neither may be changed.
 */
public final class LabeledImages {
  /** How many bytes of pixels there may be: what fits into one array. */
  public static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private final ImageShape shape;
  private final byte[] pixels;
  private final int[] labels;

  /**
   * @throws IllegalArgumentException unless there are {@code shape.bytes()} pixels for each label
   */
  public LabeledImages(ImageShape shape, byte[] pixels, int[] labels) {
    if (pixels.length != (long) labels.length * shape.bytes()) {
      throw new IllegalArgumentException(
          "%d images of %s have %d bytes, not %d"
              .formatted(
                  labels.length, shape, (long) labels.length * shape.bytes(), pixels.length));
    }
    this.shape = shape;
    this.pixels = pixels;
    this.labels = labels;
  }

  /** No images of a shape. */
  public static LabeledImages none(ImageShape shape) {
    return new LabeledImages(shape, new byte[0], new int[0]);
  }

  /**
   * Room for the pixels of so many images.
   *
   * @throws OutOfMemoryError that tells how much they need, if there is not as much
   */
  public static byte[] openPixels(int images, ImageShape shape) {
    int bytes = Math.multiplyExact(images, shape.bytes());
    try {
      return new byte[bytes];
    } catch (OutOfMemoryError e) {
      throw outOfMemory(images, shape);
    }
  }

  /**
   * Looks, before long work, whether there is room for the pixels of so many images.
   *
   * @throws OutOfMemoryError that tells how much they need, if there is not as much
   */
  public static void requireRoom(long images, ImageShape shape) {
    Runtime machine = Runtime.getRuntime();
    long room = machine.maxMemory() - machine.totalMemory() + machine.freeMemory();
    if (images * shape.bytes() > room) {
      System.gc(); // what is garbage already is room
      room = machine.maxMemory() - machine.totalMemory() + machine.freeMemory();
    }
    if (images * shape.bytes() > room) {
      throw outOfMemory(images, shape);
    }
  }

  private static OutOfMemoryError outOfMemory(long images, ImageShape shape) {
    return new OutOfMemoryError(
        "%d images of %s need %d MB of memory"
            .formatted(images, shape, (images * shape.bytes() >> 20) + 1));
  }

  public ImageShape shape() {
    return shape;
  }

  /** The number of images. */
  public int size() {
    return labels.length;
  }

  /** The label of an image, from 0 on. */
  public int label(int index) {
    return labels[index];
  }

  /** Whether all images of a class lie before those of the next, as those of folders do. */
  public boolean isByClass() {
    return IntStream.range(1, labels.length).allMatch(i -> labels[i - 1] <= labels[i]);
  }

  /** Copies the pixels of an image into {@code to} at {@code offset}. */
  public void copyPixels(int index, byte[] to, int offset) {
    System.arraycopy(pixels, index * shape.bytes(), to, offset, shape.bytes());
  }

  /** A copy of so many images in the order in which they are stored. */
  public Batch batch(int first, int size) {
    int bytes = shape.bytes();
    return new Batch(
        Arrays.copyOfRange(pixels, first * bytes, (first + size) * bytes),
        Arrays.copyOfRange(labels, first, first + size),
        new int[0],
        IntStream.range(first, first + size).toArray(),
        size);
  }

  /**
   * A copy of those that are wanted, in their order; these images themselves where that is all.
   *
   * @param wanted one for each image
   */
  LabeledImages where(boolean[] wanted) {
    int[] places = IntStream.range(0, size()).filter(i -> wanted[i]).toArray();
    if (places.length == size()) {
      return this;
    }
    int[] theirLabels = new int[places.length];
    byte[] theirPixels = openPixels(places.length, shape);
    for (int i = 0; i < places.length; i++) {
      theirLabels[i] = labels[places[i]];
      copyPixels(places[i], theirPixels, i * shape.bytes());
    }
    return new LabeledImages(shape, theirPixels, theirLabels);
  }

  /**
   * Adds every label and every pixel to a checksum.
   *
   * @param labelBytes how many bytes of a label count, the highest first
   */
  void addTo(MessageDigest digest, int labelBytes) {
    byte[] bytes = new byte[Math.multiplyExact(labels.length, labelBytes)];
    for (int i = 0; i < bytes.length; i++) {
      int lower = labelBytes - 1 - i % labelBytes;
      bytes[i] = (byte) (labels[i / labelBytes] >> lower * Byte.SIZE);
    }
    digest.update(bytes);
    digest.update(pixels);
  }
}
