package dev.towers.data;

import dev.towers.InputException;
import dev.towers.SettingName;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The size to which image files are brought, and how, in training as in serving.
 *
 * @param height in pixels; 0 with a width of 0 leaves images as they are, which must then be of one
 *     size
 * @param width in pixels
 */
public record ImageForm(int height, int width, Fit fit) {
  /** The setting of the size. */
  public static final SettingName IMAGE_SIZE = new SettingName("image-size");

  /** The setting of the way. */
  public static final SettingName FIT = new SettingName("fit");

  /** As the files are. */
  public static final ImageForm NATIVE = new ImageForm(0, 0, Fit.STRETCH);

  /** What stands for it. */
  public static final String NATIVE_WORD = "native";

  private static final int LARGEST = 4096;
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(?:x([0-9]{1,9}))?");

  /** How an image of other proportions comes to the size. */
  public enum Fit {
    /** Each side by itself: nothing is lost, proportions change. */
    STRETCH,
    /** Scaled to cover the size, and cut on both sides of what is too long. */
    CROP,
    /** Scaled to lie within the size, with black on both sides of what is too short. */
    PAD;

    /** The word of the setting. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws InputException if there is no such word
     */
    public static Fit named(String word) {
      return Arrays.stream(values())
          .filter(fit -> fit.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  InputException.about(
                      "%s takes %s, not '%s'",
                      FIT,
                      Arrays.stream(values()).map(Fit::word).collect(Collectors.joining(", ")),
                      word));
    }
  }

  public ImageForm {
    if (height < 0 || width < 0 || (height == 0) != (width == 0)) {
      throw new IllegalArgumentException("images of %d x %d".formatted(height, width));
    }
  }

  /**
   * Reads {@code native}, the side of a square, or height and width with an x between them.
   *
   * @throws InputException if the text is none of these, or no size for images
   */
  public static ImageForm parse(String size, Fit fit) {
    if (size.equals(NATIVE_WORD)) {
      return new ImageForm(0, 0, fit);
    }
    Matcher matcher = SIZE.matcher(size);
    if (matcher.matches()) {
      int height = Integer.parseInt(matcher.group(1));
      int width = matcher.group(2) == null ? height : Integer.parseInt(matcher.group(2));
      if (height >= 1 && height <= LARGEST && width >= 1 && width <= LARGEST) {
        return new ImageForm(height, width, fit);
      }
    }
    throw InputException.about(
        "%s takes a side in pixels such as 32, height x width such as 48x64 (each from 1 to %d), or"
            + " %s, not '%s'",
        IMAGE_SIZE, LARGEST, NATIVE_WORD, size);
  }

  /** That of a model which takes images of a shape. */
  public static ImageForm of(ImageShape shape, Fit fit) {
    return new ImageForm(shape.height(), shape.width(), fit);
  }

  /** Whether images stay as they are. */
  public boolean isNative() {
    return height == 0;
  }
}
