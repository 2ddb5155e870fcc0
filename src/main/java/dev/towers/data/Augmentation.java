package dev.towers.data;

import dev.towers.InputException;
import dev.towers.Seed;
import dev.towers.SettingName;
import java.util.Locale;

/**
 * How training images are varied from epoch to epoch. What becomes of an image depends on the seed,
 * the epoch and the image alone: not on its place in a batch, nor on how batches are cut.
 *
 * @param shift by how many pixels an image is moved at most, up, down and to both sides; what comes
 *     in at an edge is the image's own reflection
 * @param flip when an image is mirrored
 * @param cutout the side of a gray square that covers a part of each image, in pixels; 0 covers
 *     none. Its center is any pixel of the image, so parts of it may lie outside (DeVries and
 *     Taylor: Improved Regularization of Convolutional Neural Networks with Cutout, 2017)
 */
public record Augmentation(int shift, Flip flip, int cutout) {
  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, Flip.NONE, 0);

  /** The setting that says how far images are moved. */
  public static final SettingName SHIFT = new SettingName("shift");

  /** The setting that says how large a part of each image is covered. */
  public static final SettingName CUTOUT = new SettingName("cutout");

  /**
   * How many numbers make a view of an image: down, right, 1 if it is mirrored, and where the
   * center of the square is, down and right: n stands for n / {@link #PLACES} of a side.
   */
  public static final int VIEW = 5;

  /** How many places the center of the square may have along a side. */
  public static final int PLACES = 1 << 16;

  /** When an image is mirrored, left to right. */
  public enum Flip {
    NONE,
    /** By a draw in each epoch. */
    RANDOM,
    /**
     * By a draw in the first epoch and then in every other, so that two epochs in a row show both
     * sides of each image (Jordan: 94% on CIFAR-10 in 3.29 Seconds on a Single GPU, 2024).
     */
    ALTERNATE;

    /** The word for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that word. */
    public static Flip named(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  public Augmentation {
    if (shift < 0 || cutout < 0) {
      throw new IllegalArgumentException(
          "a shift of %d pixels, a square of %d".formatted(shift, cutout));
    }
  }

  /**
   * @throws InputException if images of that shape have not as many pixels as they would be moved
   *     by, or as a square has that is to cover a part of them
   */
  public void requireFit(ImageShape shape) {
    if (shift >= Math.min(shape.height(), shape.width())) {
      throw InputException.about(
          "%s %d moves images out of sight, which are %dx%d: choose less",
          SHIFT, shift, shape.height(), shape.width());
    }
    if (cutout > Math.min(shape.height(), shape.width())) {
      throw InputException.about(
          "%s %d covers images whole, which are %dx%d: choose less",
          CUTOUT, cutout, shape.height(), shape.width());
    }
  }

  /** Images moved and mirrored, and covered nowhere. */
  public Augmentation(int shift, Flip flip) {
    this(shift, flip, 0);
  }

  /** Whether images stay as they are. */
  public boolean isNone() {
    return equals(NONE);
  }

  /**
   * Draws the view of an image.
   *
   * @param epoch from 1
   * @param to gets {@link #VIEW} numbers at {@code offset}
   */
  void draw(Seed seed, int epoch, int image, int[] to, int offset) {
    Seed ofImage = seed.derive("views").derive(image);
    long draw = ofImage.derive(epoch).value();
    int places = 2 * shift + 1;
    to[offset] = (int) Long.remainderUnsigned(draw >>> 1, places) - shift;
    to[offset + 1] = (int) Long.remainderUnsigned(ofImage.derive(-epoch).value(), places) - shift;
    to[offset + 2] =
        switch (flip) {
          case NONE -> 0;
          case RANDOM -> (int) (draw & 1);
          case ALTERNATE -> (int) (ofImage.derive("side").value() + epoch & 1);
        };
    if (cutout > 0) {
      long center = ofImage.derive("cutout").derive(epoch).value();
      to[offset + 3] = (int) (center & PLACES - 1);
      to[offset + 4] = (int) (center >>> Integer.SIZE & PLACES - 1);
    }
  }
}
