package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.ImageShape;
import dev.towers.files.Reason;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;

/** A PNG or JPEG file as pixels of red, green and blue. */
record ImageFile(Path path) {
  /** No image is decoded that is wider or higher. */
  static final int LONGEST_SIDE = 4096;

  private static final Pattern DAMAGE = Pattern.compile("(?i)truncated|premature|corrupt");

  /**
   * The size that the header tells.
   *
   * @throws InputException if there is no such header, or the image is too large
   */
  ImageShape shape() {
    return decode((reader, shape) -> shape);
  }

  /**
   * Decodes the image into {@code pixels} from {@code offset} on. Gray becomes three equal
   * channels; transparency is dropped.
   *
   * @throws InputException if it is not of the shape {@code expected}, or cannot be decoded
   */
  void copyPixels(ImageShape expected, byte[] pixels, int offset) {
    decode(
        (reader, shape) -> {
          if (!shape.equals(expected)) {
            throw new InputException(
                ("%s: expected an image of %d x %d pixels like the first, found %d x %d; "
                        + "make all of one size")
                    .formatted(
                        path, expected.width(), expected.height(), shape.width(), shape.height()));
          }
          copy(reader.read(0), pixels, offset);
          return shape;
        });
  }

  private interface Decoding<T> {
    T apply(ImageReader reader, ImageShape shape) throws IOException;
  }

  private <T> T decode(Decoding<T> decoding) {
    try {
      ImageBytes image = ImageBytes.read(path);
      return image.examine(
          reader -> {
            reader.addIIOReadWarningListener((source, text) -> requireHarmless(image, text));
            return decoding.apply(reader, shapeOf(reader));
          });
    } catch (IOException e) {
      throw new InputException(
          "%s: expected a PNG or JPEG image, found one that cannot be read (%s); remove it"
              .formatted(path, Reason.of(e)),
          e);
    }
  }

  private ImageShape shapeOf(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
      throw new InputException(
          "%s: expected an image of at most %d pixels a side, found %d x %d; make it smaller"
              .formatted(path, LONGEST_SIDE, width, height));
    }
    return new ImageShape(height, width, 3);
  }

  private static void copy(BufferedImage image, byte[] pixels, int offset) {
    if (isGray(image.getColorModel())) {
      copyGray(image.getRaster(), pixels, offset);
      return;
    }
    int[] colors =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    int to = offset;
    for (int color : colors) {
      pixels[to++] = (byte) (color >> 16);
      pixels[to++] = (byte) (color >> 8);
      pixels[to++] = (byte) color;
    }
  }

  /** Java takes gray samples for linear light, so that getRGB would lighten them. */
  private static boolean isGray(ColorModel model) {
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && model instanceof ComponentColorModel;
  }

  private static void copyGray(Raster raster, byte[] pixels, int offset) {
    int[] samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
    int shift = raster.getSampleModel().getSampleSize(0) - 8;
    int to = offset;
    for (int sample : samples) {
      byte gray = (byte) (sample >> shift);
      pixels[to++] = gray;
      pixels[to++] = gray;
      pixels[to++] = gray;
    }
  }

  /** A JPEG that is cut short is decoded with no more than a warning, and gray where it ends. */
  private static void requireHarmless(ImageBytes image, String warning) {
    if (DAMAGE.matcher(warning).find()) {
      throw image.unreadable("a broken one (" + warning + ")", null);
    }
  }
}
