package dev.towers.report;

import dev.towers.files.WholeFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What can be drawn and kept as a PNG file. */
public interface Picture {

  /** Draws it on white; without words where the machine has no fonts. */
  BufferedImage draw();

  /** The picture as the bytes of a PNG file. */
  default byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // ImageIO would put a file into the temporary folder to write to a plain stream.
    try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(draw(), "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes the picture as a PNG file, whole or not at all, and makes the folders above it.
   *
   * @throws IOException in one line for the user, if the file cannot be written
   */
  default void write(Path file) throws IOException {
    WholeFile.write(file, png());
  }
}
