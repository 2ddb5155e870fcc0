package dev.towers.data.source;

import dev.towers.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A whole PNG or JPEG file in memory, of which it is known that no decoder is led to take much time
 * or memory by less than its number of pixels.
 */
record ImageBytes(Path path, byte[] bytes) {
  private static final long MOST_BYTES = 64L << 20;

  /** A progressive JPEG has about ten; each makes a decoder go over all pixels. */
  private static final int MOST_SCANS = 100;

  private static final int PNG_SIGNATURE_BYTES = 8;
  private static final int SCAN_MARKER = 0xda;
  private static final Set<String> FORMATS = Set.of("png", "jpeg");

  /** Looks at an image with the reader for its format, of which the size is not known yet. */
  interface Look<T> {
    T at(ImageReader reader) throws IOException;
  }

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
   * What {@code look} finds in the image.
   *
   * @throws InputException if this is no PNG or JPEG, or a broken one
   */
  <T> T examine(Look<T> look) {
    // From memory: for a file, ImageIO would seek for every few bytes.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      ImageReader reader = readers.hasNext() ? readers.next() : null;
      String format = reader == null ? "" : reader.getFormatName().toLowerCase(Locale.ROOT);
      if (!FORMATS.contains(format)) {
        throw unreadable("neither", null);
      }
      if (format.equals("png")) {
        requireWholeChunks();
      } else {
        requireFewScans();
      }
      try {
        reader.setInput(in, true, true);
        return look.at(reader);
      } finally {
        reader.dispose();
      }
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the decoders throw all kinds at broken images
      throw unreadable("a broken one (%s)".formatted(e.getMessage()), e);
    }
  }

  /** What to throw at an image that cannot be decoded. */
  InputException unreadable(String found, Exception cause) {
    return new InputException(
        "%s: expected a PNG or JPEG image, found %s; mend or remove it"
            .formatted(path, found.replaceAll("\\p{Cntrl}", "?")),
        cause);
  }

  /** Java takes the memory that the length of a chunk asks for before it reads the chunk. */
  private void requireWholeChunks() {
    ByteBuffer png = ByteBuffer.wrap(bytes);
    int at = PNG_SIGNATURE_BYTES;
    while (png.limit() - at >= Integer.BYTES) {
      long next = 12L + at + Integer.toUnsignedLong(png.getInt(at));
      if (next > png.limit()) {
        throw unreadable("a broken one (it ends in the middle of a chunk)", null);
      }
      at = (int) next;
    }
  }

  /** Within a scan, a byte of 255 is followed by a zero or a restart marker, so none is missed. */
  private void requireFewScans() {
    int scans = 0;
    for (int i = 1; i < bytes.length; i++) {
      if ((bytes[i] & 0xff) == SCAN_MARKER && (bytes[i - 1] & 0xff) == 0xff) {
        scans++;
      }
    }
    if (scans > MOST_SCANS) {
      throw unreadable("one of more than %d scans".formatted(MOST_SCANS), null);
    }
  }
}
