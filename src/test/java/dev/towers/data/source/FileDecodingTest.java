package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageForm.Fit;
import dev.towers.data.ImageShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.RunOptions;

class FileDecodingTest {
  private static final ImageShape SHAPE = new ImageShape(24, 40, 3);

  @TempDir Path folder;

  @AutoClose private ImageDecoder decoder;

  @BeforeEach
  void open() {
    decoder = ImageDecoder.open(ImageForm.of(SHAPE, Fit.STRETCH), SHAPE);
  }

  /** Files that are decoded together, and others in between. */
  @Test
  void everyFileHasThePixelsThatItHasByItself() throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      boolean together = i % 50 > 3;
      files.add(noise(i, i % 50 == 1 ? 11 : SHAPE.height(), together ? "jpg" : "png"));
    }
    assertEquals(List.of(), List.copyOf(decodedAsByThemselves(files).values()));
  }

  @Test
  void brokenFilesAreNamedAndHarmNoOther() throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      files.add(noise(i, SHAPE.height(), "jpg"));
    }
    Files.write(files.get(3), Arrays.copyOf(Files.readAllBytes(files.get(3)), 700));
    Files.writeString(files.get(69), "no image");
    SortedMap<Integer, InputException> bad = decodedAsByThemselves(files);
    assertEquals(List.of(3, 69), List.copyOf(bad.keySet()));
    bad.forEach((i, e) -> assertTrue(e.getMessage().contains(i + ".jpg"), e.getMessage()));
  }

  @Test
  void filesAreDecodedTogetherFromAnOffset() throws Exception {
    byte[][] files = new byte[5][];
    byte[] expected = new byte[files.length * SHAPE.bytes()];
    for (int i = 0; i < files.length; i++) {
      EncodedImage image = EncodedImage.read(noise(i, SHAPE.height(), "jpg"));
      files[i] = image.bytes();
      decoder.decode(image, expected, i * SHAPE.bytes());
    }
    int offset = 7;
    byte[] found = new byte[offset + expected.length];
    decoder.decodeJpegs(files, found, offset, RunOptions.getDefaultInstance());
    assertArrayEquals(new byte[offset], Arrays.copyOf(found, offset));
    assertArrayEquals(expected, Arrays.copyOfRange(found, offset, found.length));
  }

  private SortedMap<Integer, InputException> decodedAsByThemselves(List<Path> files)
      throws InterruptedException {
    byte[] found = new byte[files.size() * SHAPE.bytes()];
    SortedMap<Integer, InputException> bad =
        new FileDecoding(files, decoder, found).run(done -> {});
    for (int i = 0; i < files.size(); i++) {
      if (!bad.containsKey(i)) {
        byte[] alone = new byte[SHAPE.bytes()];
        decoder.decode(EncodedImage.read(files.get(i)), alone, 0);
        int offset = i * SHAPE.bytes();
        assertArrayEquals(
            alone, Arrays.copyOfRange(found, offset, offset + SHAPE.bytes()), "file " + i);
      }
    }
    return bad;
  }

  private Path noise(int seed, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(SHAPE.width(), height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < SHAPE.width(); x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    Path file = folder.resolve(seed + "." + format);
    ImageIO.write(image, format, file.toFile());
    return file;
  }
}
