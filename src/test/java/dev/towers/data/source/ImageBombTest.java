package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import dev.towers.hostile.EncodedSamples;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that would take much memory or time are refused before they do. */
@Timeout(20)
class ImageBombTest {
  private static final int RGB = 2;
  private static final int INDEXED = 3;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void lay() throws IOException {
    for (String part : List.of("train/a", "test/a", "train/b", "test/b")) {
      Path images = Files.createDirectories(folder.resolve(part));
      ImageIO.write(new BufferedImage(4, 4, 1), "png", images.resolve("1.png").toFile());
    }
    file = folder.resolve("train/a/0.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PLTE", "tRNS", "iCCP", "tEXt", "zTXt", "iTXt", "hIST", "sPLT", "gAMA", "eXIf", "IDAT"
      })
  void chunkThatIsLongerThanItsFile(String type) throws IOException {
    for (int length : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 16, -1, 300_000_000}) {
      byte[] start = EncodedSamples.png("IHDR", EncodedSamples.pngHeader(4, 4, INDEXED));
      ByteBuffer chunk = ByteBuffer.allocate(40).putInt(length).put(type.getBytes());
      Files.write(file, joined(start, chunk.array()));
      assertRefused("0.png", "a broken one");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iCCP", "iTXt"})
  void compressedTextThatGrows(String type) throws IOException {
    byte[] head = type.equals("iTXt") ? "k\0\1\0\0\0".getBytes() : "k\0\0".getBytes();
    Files.write(
        file,
        EncodedSamples.png(
            "IHDR",
            EncodedSamples.pngHeader(4, 4, RGB),
            type,
            joined(head, zeros(1L << 31)),
            "IDAT",
            zeros(4 * 13),
            "IEND",
            new byte[0]));
    EncodedImage image = EncodedImage.read(file);
    try (ImageDecoder decoder = ImageDecoder.open(ImageForm.NATIVE, new ImageShape(4, 4, 3))) {
      decoder.decode(image, new byte[48], 0);
    }
  }

  @Test
  void imageOfManyPixels() throws IOException {
    Files.write(file, EncodedSamples.png("IHDR", EncodedSamples.pngHeader(50_000, 50_000, RGB)));
    Refusal.ofSource(folder, "found 50000 x 50000");
    Refusal.of(() -> EncodedImage.read(file), "found 50000 x 50000");
  }

  @Test
  void jpegOfManyScans() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4000, 4000, BufferedImage.TYPE_BYTE_GRAY), "jpeg", bytes);
    byte[] jpeg = bytes.toByteArray();
    jpeg[indexOf(jpeg, 0xc0)] = (byte) 0xc2; // progressive
    int scan = indexOf(jpeg, 0xda) - 1;
    byte[] coefficients = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 0, 0x10, 0, 0};
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(jpeg, 0, scan);
    for (int i = 0; i < 20_000; i++) {
      bomb.writeBytes(coefficients);
    }
    bomb.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
    Files.write(file, bomb.toByteArray());
    assertRefused("0.png", "scans");
  }

  /** A hundred pictures of 10,000 x 10,000 pixels, of which no decoder would show more than one. */
  @Test
  void animationOfManyPixels() throws IOException {
    ByteArrayOutputStream gif = new ByteArrayOutputStream();
    gif.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, 0, 0, 0});
    for (int i = 0; i < 100; i++) {
      gif.writeBytes(new byte[] {0x2c, 0, 0, 0, 0, 0x10, 0x27, 0x10, 0x27, 0, 2, 1, 0x44, 0});
    }
    gif.write(0x3b);
    Files.write(file, gif.toByteArray());
    assertRefused("0.png", "an animation of more than 45,000,000 pixels");
  }

  @Test
  void imageOfAnotherFormat() throws IOException {
    Map<String, String> kinds =
        Map.of("bmp", "a BMP of 1 bits a pixel", "tiff", "a TIFF image", "wbmp", "another file");
    for (String format : kinds.keySet()) {
      ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_BINARY), format, file.toFile());
      assertRefused("0.png", "found " + kinds.get(format));
    }
    Files.write(file, "RIFF1234WEBPVP8 ".getBytes());
    assertRefused("0.png", "found a WebP image; convert or remove it");
    Files.write(file, new byte[0]);
    assertRefused("0.png", "found an empty file");
    Files.write(file, "<html>not found</html>".getBytes());
    assertRefused("0.png", "found a web page");
  }

  @Test
  void whatIsNoFile() throws Exception {
    Files.createSymbolicLink(file, Path.of("/dev/zero"));
    assertRefused("0.png");
    Files.delete(file);
    Files.createDirectory(file);
    Refusal.of(() -> EncodedImage.read(file), "found a folder or a device");
    Files.delete(file);
    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    assertRefused("0.png");
  }

  @Test
  void fileOfManyBytes() throws IOException {
    try (SeekableByteChannel out =
        Files.newByteChannel(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      out.position(5L << 30).write(ByteBuffer.wrap(new byte[1]));
    }
    assertRefused("0.png", "at most");
  }

  /** By the data set as well as by the prediction. */
  private void assertRefused(String... parts) {
    Refusal.ofSource(folder, parts);
    Refusal.of(() -> EncodedImage.read(file), parts);
  }

  private static int indexOf(byte[] jpeg, int marker) {
    for (int i = 0; i < jpeg.length; i++) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == marker) {
        return i + 1;
      }
    }
    throw new AssertionError("no marker");
  }

  private static byte[] zeros(long count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED))) {
      byte[] block = new byte[1 << 20];
      for (long left = count; left > 0; left -= block.length) {
        deflater.write(block, 0, (int) Math.min(left, block.length));
      }
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
