package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.files.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.FilenameUtils;

/**
 * A PNG, JPEG, GIF or BMP file as it is. Its header was looked at, so that no decoder is asked for
 * more memory than {@value #MOST_PIXELS} pixels take.
 *
 * @param height in pixels, as the header says
 * @param width in pixels, as the header says
 */
public record EncodedImage(Path path, byte[] bytes, int height, int width) {
  /** The most pixels of an image: a progressive JPEG takes 11 bytes for each, 472 MiB in all. */
  public static final int MOST_PIXELS = 45_000_000;

  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

  /**
   * Reads a file.
   *
   * @throws InputException if it cannot be read, is no PNG, JPEG, GIF or BMP, or is too large
   */
  public static EncodedImage read(Path path) {
    if (!Files.exists(path)) {
      throw new InputException("%s: there is no such file".formatted(path));
    }
    try {
      return of(ImageBytes.read(path));
    } catch (IOException e) {
      throw new InputException("%s: cannot be read: %s".formatted(path, Reason.of(e)), e);
    }
  }

  /**
   * What came from elsewhere than a file.
   *
   * @param name what messages call it
   * @throws InputException if it is no PNG, JPEG, GIF or BMP, or is too large
   */
  public static EncodedImage of(String name, byte[] bytes) {
    return of(new ImageBytes(Path.of(name), bytes));
  }

  private static EncodedImage of(ImageBytes file) {
    ImageBytes.Size size = file.size();
    return new EncodedImage(file.path(), file.bytes(), size.height(), size.width()).requireSize();
  }

  /**
   * The image files that a path stands for: itself, or those that lie in it where it is a folder,
   * by name.
   *
   * @throws InputException if it is a folder without any, or one that cannot be read
   */
  public static List<Path> filesOf(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> children = Files.list(path)) {
      List<Path> images =
          children
              .filter(EncodedImage::isNamedAsImage)
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (images.isEmpty()) {
        throw new InputException(
            "%s: expected a folder with .png, .jpg, .gif or .bmp files in it, found none"
                .formatted(path));
      }
      return images;
    } catch (IOException e) {
      throw new InputException("%s: cannot be read: %s".formatted(path, Reason.of(e)), e);
    }
  }

  /** Whether a file's name is one of a PNG, JPEG, GIF or BMP that is not hidden. */
  static boolean isNamedAsImage(Path path) {
    String name = path.getFileName().toString();
    String ending = FilenameUtils.getExtension(name).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.contains(ending);
  }

  /**
   * The pixels for which a decoder takes memory. It does so for all pictures of an animation, which
   * are {@value #MOST_PIXELS} pixels at most.
   */
  public int decodedPixels() {
    boolean gif = bytes[0] == 'G';
    return gif ? MOST_PIXELS : height * width;
  }

  /** What to throw where it cannot be decoded. */
  InputException broken(String why) {
    return new ImageBytes(path, bytes).unreadable("a broken one (%s)".formatted(why), null);
  }

  private EncodedImage requireSize() {
    if ((long) width * height > MOST_PIXELS) {
      throw new InputException(
          "%s: expected an image of at most %,d pixels, found %d x %d; make it smaller"
              .formatted(path, MOST_PIXELS, width, height));
    }
    return this;
  }
}
