package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.data.ImageForm;
import dev.towers.data.ImageShape;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JpegDecoderTest {
  private static final ImageShape SHAPE = new ImageShape(24, 40, 3);

  @TempDir Path folder;

  @Test
  void givesThePixelsThatImageFoldersGet() throws Exception {
    byte[][] files = new byte[5][];
    byte[] expected = new byte[files.length * SHAPE.bytes()];
    try (ImageDecoder one = ImageDecoder.open(ImageForm.NATIVE)) {
      for (int i = 0; i < files.length; i++) {
        Path file = noise(i);
        files[i] = Files.readAllBytes(file);
        one.decode(EncodedImage.read(file), SHAPE, expected, i * SHAPE.bytes());
      }
    }
    int offset = 7;
    byte[] found = new byte[offset + expected.length];
    try (JpegDecoder all = JpegDecoder.open(SHAPE)) {
      all.decode(files, found, offset);
    }
    assertArrayEquals(new byte[offset], Arrays.copyOf(found, offset));
    assertArrayEquals(expected, Arrays.copyOfRange(found, offset, found.length));
    assertEquals(5, Arrays.stream(files).map(Arrays::hashCode).distinct().count());
  }

  private Path noise(int seed) throws Exception {
    BufferedImage image =
        new BufferedImage(SHAPE.width(), SHAPE.height(), BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < SHAPE.height(); y++) {
      for (int x = 0; x < SHAPE.width(); x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    Path file = folder.resolve(seed + ".jpg");
    ImageIO.write(image, "jpg", file.toFile());
    return file;
  }
}
