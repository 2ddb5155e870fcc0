package dev.towers.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.data.ImageForm;
import dev.towers.data.ImageForm.Fit;
import dev.towers.data.ImageShape;
import dev.towers.tower.Sessions;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

class EncodedImagesTest {
  private static final ImageShape SHAPE = new ImageShape(8, 6, 3);

  private static Graph graph;
  private static Session session;
  private static Placeholder<TString> files;
  private static Operand<TUint8> pixels;

  @BeforeAll
  static void open() {
    graph = new Graph();
    Ops tf = Ops.create(graph);
    files = tf.placeholder(TString.class);
    pixels = EncodedImages.decodeAll(tf, files, ImageForm.of(SHAPE, Fit.STRETCH), SHAPE.channels());
    session = Sessions.open(graph);
  }

  @AfterAll
  static void close() {
    session.close();
    graph.close();
  }

  @Test
  void imageOfTheShapeKeepsEveryPixel() throws IOException {
    BufferedImage noise = noise(SHAPE.width(), SHAPE.height());
    assertArrayEquals(rgb(noise), decode(encode(noise, "png")));
  }

  @Test
  void filesOfOneBatchMayDiffer() throws IOException {
    BufferedImage first = noise(SHAPE.width(), SHAPE.height());
    byte[] both = decode(encode(first, "png"), encode(filled(40, 90, Color.ORANGE), "jpg"));
    assertEquals(2 * SHAPE.bytes(), both.length);
    assertArrayEquals(rgb(first), Arrays.copyOf(both, SHAPE.bytes()));
    for (int i = SHAPE.bytes(); i < both.length; i += SHAPE.channels()) {
      assertEquals(Color.ORANGE.getRed(), both[i] & 0xff, 3);
      assertEquals(Color.ORANGE.getGreen(), both[i + 1] & 0xff, 3);
      assertEquals(Color.ORANGE.getBlue(), both[i + 2] & 0xff, 3);
    }
  }

  /** TensorFlow itself makes PNG and JPEG files gray, and no others. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void anyFileCanBeDecodedInGray(String format) throws IOException {
    ImageForm form = ImageForm.of(SHAPE, Fit.STRETCH);
    Color gray = new Color(200, 200, 200);
    byte[] kept = decode(form, 1, encode(filled(SHAPE.width(), SHAPE.height(), gray), format));
    assertEquals(SHAPE.width() * SHAPE.height(), kept.length);
    for (byte pixel : kept) {
      assertEquals(200, pixel & 0xff);
    }
    if (!format.equals("png")) { // whose library weighs colors in its own way
      byte[] luma =
          decode(form, 1, encode(filled(SHAPE.width(), SHAPE.height(), Color.ORANGE), format));
      assertEquals(0.299 * 255 + 0.587 * 200, luma[0] & 0xff, 1);
    }
  }

  /** Stripes of one pixel would vanish if only every tenth were looked at. */
  @Test
  void largeImageIsAveraged() throws IOException {
    BufferedImage stripes = filled(10 * SHAPE.width(), 10 * SHAPE.height(), Color.BLACK);
    for (int x = 0; x < stripes.getWidth(); x += 2) {
      for (int y = 0; y < stripes.getHeight(); y++) {
        stripes.setRGB(x, y, Color.WHITE.getRGB());
      }
    }
    for (byte value : decode(encode(stripes, "png"))) {
      assertEquals(127.5, value & 0xff, 5); // the kernel is cut off at the edges
    }
  }

  @Test
  void leftStaysLeftAndTopStaysTop() throws IOException {
    BufferedImage image = filled(SHAPE.width() * 3, SHAPE.height() * 3, Color.BLACK);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, 3, 3);
    graphics.dispose();
    byte[] small = decode(encode(image, "png"));
    int brightest = 0;
    for (int i = 0; i < small.length; i++) {
      brightest = (small[i] & 0xff) > (small[brightest] & 0xff) ? i : brightest;
    }
    assertEquals(0, brightest);
  }

  @Test
  void grayBecomesThreeEqualChannels() throws IOException {
    BufferedImage gray =
        new BufferedImage(SHAPE.width(), SHAPE.height(), BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSample(2, 1, 0, 200);
    byte[] decoded = decode(encode(gray, "png"));
    int at = (SHAPE.width() + 2) * SHAPE.channels();
    for (int i = 0; i < decoded.length; i++) {
      assertEquals(i >= at && i < at + SHAPE.channels() ? 200 : 0, decoded[i] & 0xff);
    }
  }

  /** Twice as wide as the shape: red in the middle, blue on both sides. */
  @Test
  void theMiddleOfALongImageIsCutOut() throws IOException {
    byte[] cut = decode(Fit.CROP, encode(redBetweenBlue(), "png"));
    for (int i = 0; i < cut.length; i += SHAPE.channels()) {
      boolean edge = i / 3 % SHAPE.width() == 0 || i / 3 % SHAPE.width() == SHAPE.width() - 1;
      assertEquals(255, cut[i] & 0xff, edge ? 70 : 0);
      assertEquals(0, cut[i + 2] & 0xff, edge ? 70 : 0);
    }
  }

  @Test
  void aLongImageLiesBetweenBlackStripes() throws IOException {
    byte[] padded = decode(Fit.PAD, encode(redBetweenBlue(), "png"));
    int middle = SHAPE.height() / 2 * SHAPE.width() * 3;
    assertArrayEquals(new byte[9], Arrays.copyOf(padded, 9));
    assertArrayEquals(new byte[9], Arrays.copyOfRange(padded, padded.length - 9, padded.length));
    assertEquals(255, padded[middle + 2] & 0xff, 1); // blue at the left
    assertEquals(255, padded[middle + SHAPE.width() / 2 * 3] & 0xff, 1); // red in the middle
  }

  @Test
  void imageOfTheShapeKeepsEveryPixelHoweverItIsFitted() throws IOException {
    BufferedImage noise = noise(SHAPE.width(), SHAPE.height());
    for (Fit fit : Fit.values()) {
      assertArrayEquals(rgb(noise), decode(fit, encode(noise, "png")), fit.word());
    }
  }

  @Test
  void brokenFileIsRefused() {
    assertThrows(TFInvalidArgumentException.class, () -> decode(new byte[] {1, 2, 3}));
    assertThrows(TFInvalidArgumentException.class, () -> decode(new byte[0]));
  }

  private static BufferedImage redBetweenBlue() {
    BufferedImage image = filled(4 * SHAPE.width(), 2 * SHAPE.height(), Color.BLUE);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(SHAPE.width(), 0, 2 * SHAPE.width(), 2 * SHAPE.height());
    graphics.dispose();
    return image;
  }

  private static byte[] decode(Fit fit, byte[] encoded) {
    return decode(ImageForm.of(SHAPE, fit), SHAPE.channels(), encoded);
  }

  private static byte[] decode(ImageForm form, int channels, byte[] encoded) {
    try (Graph other = new Graph();
        TString bytes = TString.tensorOfBytes(NdArrays.vectorOfObjects(new byte[][] {encoded}))) {
      Ops tf = Ops.create(other);
      Placeholder<TString> file = tf.placeholder(TString.class);
      Operand<TUint8> fitted = EncodedImages.decodeAll(tf, file, form, channels);
      try (Session own = Sessions.open(other);
          Result result = own.runner().feed(file, bytes).fetch(fitted).run()) {
        byte[] copy = new byte[form.height() * form.width() * channels];
        ((TUint8) result.get(0)).asRawTensor().data().read(copy);
        return copy;
      }
    }
  }

  private static byte[] decode(byte[]... encoded) {
    try (TString bytes = TString.tensorOfBytes(NdArrays.vectorOfObjects(encoded));
        Result result = session.runner().feed(files, bytes).fetch(pixels).run()) {
      TUint8 decoded = (TUint8) result.get(0);
      byte[] copy = new byte[Math.toIntExact(decoded.size())];
      decoded.asRawTensor().data().read(copy);
      return copy;
    }
  }

  private static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }

  private static BufferedImage filled(int width, int height, Color color) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  private static byte[] rgb(BufferedImage image) {
    byte[] bytes = new byte[image.getWidth() * image.getHeight() * 3];
    int to = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color color = new Color(image.getRGB(x, y));
        bytes[to++] = (byte) color.getRed();
        bytes[to++] = (byte) color.getGreen();
        bytes[to++] = (byte) color.getBlue();
      }
    }
    return bytes;
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }
}
