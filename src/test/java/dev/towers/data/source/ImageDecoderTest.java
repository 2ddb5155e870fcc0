package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towers.data.ImageForm;
import dev.towers.data.ImageForm.Fit;
import dev.towers.data.ImageShape;
import dev.towers.graph.EncodedImages;
import dev.towers.hostile.EncodedSamples;
import dev.towers.tower.Sessions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

class ImageDecoderTest {
  private static final ImageShape SHAPE = new ImageShape(13, 21, 3);
  private static final byte[] JPEG_END = {(byte) 0xff, (byte) 0xd9};

  private static ImageDecoder decoder;

  @TempDir private Path temp;

  @BeforeAll
  static void open() {
    decoder = ImageDecoder.open(ImageForm.NATIVE, SHAPE);
  }

  @AfterAll
  static void close() {
    decoder.close();
  }

  /** A network must be asked about the pixels that it was trained on. */
  @Test
  void everyKindOfFileHasThePixelsThatAServedModelSees() throws IOException {
    List<byte[]> files = new ArrayList<>(EncodedSamples.pngAndJpeg(21, 13));
    files.add(EncodedSamples.cmyk(21, 13));
    files.addAll(EncodedSamples.gifAndBmp(21, 13).subList(0, 3));
    byte[] served = served(files, ImageForm.of(SHAPE, Fit.STRETCH));
    for (int i = 0; i < files.size(); i++) {
      assertArrayEquals(
          Arrays.copyOfRange(served, i * SHAPE.bytes(), (i + 1) * SHAPE.bytes()),
          decoded(files.get(i)),
          "file " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(Fit.class)
  void imagesOfAnySizeHaveThePixelsThatAServedModelSees(Fit fit) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int[] size : new int[][] {{64, 20}, {20, 64}, {21, 13}, {13, 21}, {5, 5}, {301, 7}}) {
      files.add(EncodedSamples.cmyk(size[0], size[1]));
      files.addAll(EncodedSamples.pngAndJpeg(size[0], size[1]));
      files.addAll(EncodedSamples.gifAndBmp(size[0], size[1]).subList(0, 3));
    }
    ImageForm form = ImageForm.of(SHAPE, fit);
    byte[] served = served(files, form);
    try (ImageDecoder fitting = ImageDecoder.open(form, SHAPE)) {
      for (int i = 0; i < files.size(); i++) {
        byte[] pixels = new byte[SHAPE.bytes()];
        Path path = Files.write(temp.resolve("image"), files.get(i));
        fitting.decode(EncodedImage.read(path), pixels, 0);
        assertArrayEquals(
            Arrays.copyOfRange(served, i * SHAPE.bytes(), (i + 1) * SHAPE.bytes()),
            pixels,
            "file " + i);
      }
    }
  }

  /** Java decodes JPEG with the accurate transform, as most programs do. */
  @Test
  void jpegIsDecodedAccurately() throws IOException {
    for (byte[] file : EncodedSamples.pngAndJpeg(21, 13)) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      boolean color = image.getColorModel().getNumColorComponents() == 3;
      if (color && file[0] == (byte) 0xff) {
        byte[] expected = new byte[SHAPE.bytes()];
        for (int i = 0; i < expected.length; i++) {
          int rgb = image.getRGB(i / 3 % SHAPE.width(), i / 3 / SHAPE.width());
          expected[i] = (byte) (rgb >> 8 * (2 - i % 3));
        }
        assertArrayEquals(expected, decoded(file));
      }
    }
  }

  /** GIF and BMP lose nothing, so Java's pixels are the right ones. */
  @Test
  void gifAndBmpAreDecodedRight() throws IOException {
    for (byte[] file : EncodedSamples.gifAndBmp(21, 13).subList(0, 3)) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      byte[] expected = new byte[SHAPE.bytes()];
      for (int i = 0; i < expected.length; i++) {
        int rgb = image.getRGB(i / 3 % SHAPE.width(), i / 3 / SHAPE.width());
        expected[i] = (byte) (rgb >> 8 * (2 - i % 3));
      }
      assertArrayEquals(expected, decoded(file));
    }
  }

  /** TensorFlow would take the places in the palette for shades of gray. */
  @Test
  void bmpWithPaletteIsRefused() throws IOException {
    Path file = Files.write(temp.resolve("a.bmp"), EncodedSamples.gifAndBmp(21, 13).get(3));
    Refusal.of(() -> EncodedImage.read(file), "a BMP of 8 bits a pixel, not of 24 or 32");
  }

  @Test
  void harmlessBytesAreNoDamage() throws IOException {
    byte[] png = EncodedSamples.pngAndJpeg(21, 13).get(0);
    byte[] afterPng = joined(png, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13});
    assertArrayEquals(decoded(png), decoded(afterPng));

    byte[] jpeg = jpeg();
    assertArrayEquals(decoded(jpeg), decoded(joined(jpeg, scans(200))));

    byte[] picture = scans(200); // of 2,000 bytes, after a length of two
    byte[] segment = joined(new byte[] {(byte) 0xff, (byte) 0xe1, 0x07, (byte) 0xd2}, picture);
    assertArrayEquals(decoded(jpeg), decoded(inserted(jpeg, 2, segment)));

    byte[] stray = inserted(jpeg, jpeg.length - JPEG_END.length, new byte[] {0, 7, 0});
    assertArrayEquals(decoded(jpeg), decoded(stray));
  }

  @Test
  void scansInTheImageCount() throws IOException {
    byte[] jpeg = jpeg();
    byte[] bomb = inserted(jpeg, jpeg.length - JPEG_END.length, scans(101));
    Path file = Files.write(temp.resolve("bomb.jpg"), bomb);
    Refusal.of(() -> EncodedImage.read(file), "more than 100 scans");
  }

  private static byte[] jpeg() throws IOException {
    return EncodedSamples.pngAndJpeg(21, 13).stream()
        .filter(file -> file[0] == (byte) 0xff)
        .findFirst()
        .orElseThrow();
  }

  /** So many scans without anything in them. */
  private static byte[] scans(int count) {
    byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0};
    byte[] scans = new byte[count * scan.length];
    for (int i = 0; i < scans.length; i++) {
      scans[i] = scan[i % scan.length];
    }
    return scans;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }

  private static byte[] inserted(byte[] file, int at, byte[] bytes) {
    return joined(
        joined(Arrays.copyOf(file, at), bytes), Arrays.copyOfRange(file, at, file.length));
  }

  private byte[] decoded(byte[] file) throws IOException {
    byte[] pixels = new byte[SHAPE.bytes()];
    Path path = Files.write(temp.resolve("image"), file);
    decoder.decode(EncodedImage.read(path), pixels, 0);
    return pixels;
  }

  private static byte[] served(List<byte[]> encoded, ImageForm form) {
    try (Graph graph = new Graph();
        TString bytes =
            TString.tensorOfBytes(NdArrays.vectorOfObjects(encoded.toArray(byte[][]::new)))) {
      Ops tf = Ops.create(graph);
      Operand<TString> files = tf.placeholder(TString.class);
      Operand<TUint8> pixels = EncodedImages.decodeAll(tf, files, form, SHAPE.channels());
      try (Session session = Sessions.open(graph);
          Result result = session.runner().feed(files, bytes).fetch(pixels).run()) {
        byte[] served = new byte[Math.toIntExact(result.get(0).size())];
        assertEquals(encoded.size() * SHAPE.bytes(), served.length);
        ((TUint8) result.get(0)).asRawTensor().data().read(served);
        return served;
      }
    }
  }
}
