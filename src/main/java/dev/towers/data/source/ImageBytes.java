package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.graph.EncodedImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A whole PNG, JPEG, GIF or BMP file in memory, of which it is known that no decoder is led to take
 * much time or memory by less than its number of pixels.
 */
record ImageBytes(Path path, byte[] bytes) {
  private static final long MOST_BYTES = 64L << 20;

  /** A progressive JPEG has about ten; each makes a decoder go over all pixels. */
  private static final int MOST_SCANS = 100;

  private static final int PNG_SIGNATURE_BYTES = 8;
  private static final int PNG_END = 0x49454e44;
  private static final int GIF_SCREEN_FLAGS = 10;
  private static final int GIF_IMAGE = 0x2c;
  private static final int GIF_EXTENSION = 0x21;
  private static final int GIF_END = 0x3b;
  private static final int BMP_BITS = 28;
  private static final int START_BYTES = 16;
  private static final Map<Pattern, String> KINDS = kinds();

  /** In pixels, as a header says. */
  record Size(int height, int width) {}

  /**
   * Reads a file.
   *
   * @throws InputException if it is too large, or no file at all
   * @throws IOException if it cannot be read
   */
  static ImageBytes read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) { // a pipe or a device might never end
      throw new InputException(
          "%s: expected an image file, found a folder or a device; remove it".formatted(path));
    }
    if (Files.size(path) > MOST_BYTES) {
      throw new InputException(
          "%s: expected a file of at most %d MB, found %d; make it smaller"
              .formatted(path, MOST_BYTES >> 20, Files.size(path) >> 20));
    }
    return new ImageBytes(path, Files.readAllBytes(path));
  }

  /**
   * Reads the header.
   *
   * @throws InputException if this is no PNG, JPEG, GIF or BMP, or a broken one
   */
  Size size() {
    // ImageIO takes longer to find its reader than small JPEG files take to be decoded.
    Size size = EncodedImages.isJpeg(bytes) ? sizeOfJpeg() : sizeByReader();
    if (size.height() < 1 || size.width() < 1) {
      throw unreadable("a broken one (it says that it has no pixels)", null);
    }
    return size;
  }

  private Size sizeOfJpeg() {
    JpegFrame frame =
        JpegFrame.read(bytes)
            .orElseThrow(() -> unreadable("a broken one (it does not say its size)", null));
    if (frame.scans() > MOST_SCANS) {
      throw unreadable("one of more than %d scans".formatted(MOST_SCANS), null);
    }
    return new Size(frame.height(), frame.width());
  }

  private Size sizeByReader() {
    // From memory: for a file, ImageIO would seek for every few bytes.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      ImageReader reader = readers.hasNext() ? readers.next() : null;
      String format = reader == null ? "" : reader.getFormatName().toLowerCase(Locale.ROOT);
      switch (format) {
        case "png" -> requireWholeChunks();
        case "gif" -> requireFewFrames();
        case "bmp" -> requireTrueColors();
        default ->
            throw new InputException(
                "%s: expected a PNG, JPEG, GIF or BMP image, found %s; convert or remove it"
                    .formatted(path, kind()));
      }
      try {
        reader.setInput(in, true, true);
        return new Size(reader.getHeight(0), reader.getWidth(0));
      } finally {
        reader.dispose();
      }
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the decoders throw all kinds at broken images
      throw unreadable("a broken one (%s)".formatted(e.getMessage()), e);
    }
  }

  /** What it is, by how it begins, whatever its name says. */
  private String kind() {
    if (bytes.length == 0) {
      return "an empty file";
    }
    String start =
        new String(bytes, 0, Math.min(START_BYTES, bytes.length), StandardCharsets.ISO_8859_1);
    return KINDS.entrySet().stream()
        .filter(kind -> kind.getKey().matcher(start).lookingAt())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("another file");
  }

  private static Map<Pattern, String> kinds() {
    Map<Pattern, String> kinds = new LinkedHashMap<>();
    kinds.put(Pattern.compile("(?s)RIFF....WEBP"), "a WebP image");
    kinds.put(Pattern.compile("II\\*\0|MM\0\\*"), "a TIFF image");
    kinds.put(Pattern.compile("(?s)....ftyp"), "a HEIC or AVIF image, or a film");
    kinds.put(Pattern.compile("\\s*<"), "a web page or a drawing");
    return kinds;
  }

  /** What to throw at an image that cannot be decoded. */
  InputException unreadable(String found, Exception cause) {
    return new InputException(
        "%s: expected a PNG, JPEG, GIF or BMP image, found %s; mend or remove it"
            .formatted(path, found.replaceAll("\\p{Cntrl}", "?")),
        cause);
  }

  /**
   * Decoders take the memory that the length of a chunk asks for before they read the chunk. What
   * follows the last chunk is no one's business.
   */
  private void requireWholeChunks() {
    ByteBuffer png = ByteBuffer.wrap(bytes);
    int at = PNG_SIGNATURE_BYTES;
    while (png.limit() - at >= 2 * Integer.BYTES) {
      long next = 12L + at + Integer.toUnsignedLong(png.getInt(at));
      if (next > png.limit()) {
        throw unreadable("a broken one (it ends in the middle of a chunk)", null);
      }
      if (png.getInt(at + Integer.BYTES) == PNG_END) {
        return;
      }
      at = (int) next;
    }
  }

  /**
   * Decoders take the memory of all pictures of an animation, though the first alone is looked at.
   */
  private void requireFewFrames() {
    ByteBuffer gif = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    gif.position(GIF_SCREEN_FLAGS);
    int screenFlags = gif.get();
    gif.position(gif.position() + 2); // the background, the proportions
    skipColorTable(gif, screenFlags);
    long pixels = 0;
    for (int block = gif.get() & 0xff; block != GIF_END; block = gif.get() & 0xff) {
      if (block == GIF_IMAGE) {
        gif.getInt(); // where it lies
        pixels += (long) (gif.getShort() & 0xffff) * (gif.getShort() & 0xffff);
        int flags = gif.get();
        skipColorTable(gif, flags);
      } else if (block != GIF_EXTENSION) {
        throw unreadable("a broken one (a block 0x%02x)".formatted(block), null);
      }
      if (pixels > EncodedImage.MOST_PIXELS) {
        throw unreadable(
            "an animation of more than %,d pixels".formatted(EncodedImage.MOST_PIXELS), null);
      }
      gif.get(); // the kind of the extension, or the size of the first code
      for (int length = gif.get() & 0xff; length > 0; length = gif.get() & 0xff) {
        gif.position(gif.position() + length);
      }
    }
  }

  private static void skipColorTable(ByteBuffer gif, int flags) {
    if ((flags & 0x80) != 0) {
      gif.position(gif.position() + 3 * (2 << (flags & 7)));
    }
  }

  /** TensorFlow takes the places in a palette for shades of gray. */
  private void requireTrueColors() {
    int bits = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(BMP_BITS);
    if (bits != 24 && bits != 32) {
      throw unreadable("a BMP of %d bits a pixel, not of 24 or 32".formatted(bits), null);
    }
  }
}
