package dev.towers.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.Progress;
import dev.towers.data.Dataset;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageForm.Fit;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void writeFolder() throws IOException {
    for (String part : List.of("train", "test")) {
      write(part + "/zebra/b.png", filled(Color.GREEN, BufferedImage.TYPE_INT_RGB));
      write(part + "/zebra/a.PNG", filled(Color.RED, BufferedImage.TYPE_3BYTE_BGR));
      write(part + "/ant/c.png", filled(Color.BLUE, BufferedImage.TYPE_INT_RGB));
    }
  }

  @Test
  void sortsClassesAndFiles() throws Exception {
    write("train/ant/.hidden.png", filled(Color.RED, BufferedImage.TYPE_INT_RGB));
    Files.writeString(folder.resolve("train/ant/notes.txt"), "passed over");
    Files.createDirectory(folder.resolve("train/.hidden"));
    Files.createDirectory(folder.resolve("train/__MACOSX"));
    Files.createDirectory(folder.resolve("test/@eaDir"));
    Dataset found = read();
    assertEquals(List.of("ant", "zebra"), found.classNames());
    assertEquals(new ImageShape(4, 6, 3), found.shape());
    for (LabeledImages images : List.of(found.train(), found.test())) {
      assertEquals(3, images.size());
      assertImage(images, 0, 0, Color.BLUE);
      assertImage(images, 1, 1, Color.RED);
      assertImage(images, 2, 1, Color.GREEN);
    }
  }

  @Test
  void makesThreeChannelsOfEveryKindOfPng() throws Exception {
    Color gray = new Color(100, 100, 100);
    Color clear = new Color(10, 20, 30, 128);
    write("train/ant/c.png", filled(gray, BufferedImage.TYPE_BYTE_GRAY));
    write("train/ant/d.png", filled(gray, BufferedImage.TYPE_USHORT_GRAY));
    write("train/ant/e.png", filled(Color.WHITE, BufferedImage.TYPE_BYTE_BINARY));
    write("train/ant/f.png", filled(Color.RED, BufferedImage.TYPE_BYTE_INDEXED));
    write("train/ant/g.png", filled(clear, BufferedImage.TYPE_INT_ARGB));
    LabeledImages train = read().train();
    // What the gray images hold, in their own samples, is what must come out.
    int stored = filled(gray, BufferedImage.TYPE_BYTE_GRAY).getRaster().getSample(0, 0, 0);
    assertImage(train, 0, 0, new Color(stored, stored, stored));
    assertImage(train, 1, 0, new Color(stored, stored, stored));
    assertImage(train, 2, 0, Color.WHITE);
    assertImage(train, 3, 0, Color.RED);
    assertImage(train, 4, 0, new Color(10, 20, 30));
  }

  @Test
  void readsJpeg() throws Exception {
    write("train/ant/d.jpg", filled(Color.GRAY, BufferedImage.TYPE_INT_RGB));
    write("train/ant/e.JPEG", filled(Color.GRAY, BufferedImage.TYPE_INT_RGB));
    LabeledImages train = read().train();
    assertEquals(5, train.size());
    byte[] pixels = new byte[72];
    train.copyPixels(1, pixels, 0);
    assertEquals(128, pixels[0] & 0xff, 2);
  }

  @Test
  void rowsAndColumnsStayInPlace() throws Exception {
    BufferedImage image = filled(Color.BLACK, BufferedImage.TYPE_INT_RGB);
    image.setRGB(5, 2, 0x010203);
    write("train/ant/c.png", image);
    byte[] pixels = new byte[72];
    read().train().copyPixels(0, pixels, 0);
    int at = (2 * 6 + 5) * 3;
    assertArrayEquals(new byte[] {1, 2, 3}, Arrays.copyOfRange(pixels, at, at + 3));
  }

  @Test
  void refusesOtherClassesInTest() throws IOException {
    Files.move(folder.resolve("test/ant"), folder.resolve("test/bee"));
    Refusal.ofSource(folder, "same classes", "none called ant in test");
    write("test/ant/c.png", filled(Color.BLUE, BufferedImage.TYPE_INT_RGB));
    Refusal.ofSource(folder, "same classes", "none called bee in train");
  }

  /** Class names stand in a file, one a line, and on the terminal. */
  @Test
  void refusesControlCharactersInTheNameOfAClass() throws IOException {
    for (String part : List.of("train", "test")) {
      Files.move(folder.resolve(part + "/ant"), folder.resolve(part + "/a\nt"));
    }
    Refusal.ofSource(folder, "the name of a class", "control characters");
  }

  /** A fifth of each class, always the same, is kept for testing. */
  @Test
  void keepsImagesForTestingWhereThereIsNoFolderOfThem() throws Exception {
    FileUtils.deleteDirectory(folder.resolve("test").toFile());
    for (int i = 0; i < 8; i++) {
      write("train/ant/more%d.png".formatted(i), filled(Color.BLUE, BufferedImage.TYPE_INT_RGB));
    }
    write("train/ant/deep/er/last.png", filled(Color.BLUE, BufferedImage.TYPE_INT_RGB));
    Dataset whole = read();
    assertEquals(List.of("ant", "zebra"), whole.classNames());
    assertEquals(List.of(8, 1), List.of(count(whole.train(), 0), count(whole.train(), 1)));
    assertEquals(List.of(2, 1), List.of(count(whole.test(), 0), count(whole.test(), 1)));
    assertEquals(whole.sha256(), read().sha256());

    Path moved = Files.move(folder.resolve("train"), folder.resolve("elsewhere"));
    Dataset alone = DataSource.parse(moved.toString()).read(Progress.silent());
    assertEquals(whole.sha256(), alone.sha256());
  }

  @ParameterizedTest
  @CsvSource({"Train, Test", "TRAIN, Val", "training, valid", "train, Validation"})
  void knowsOtherNamesOfTheParts(String train, String test) throws Exception {
    Files.move(folder.resolve("train"), folder.resolve("train-"));
    Files.move(folder.resolve("train-"), folder.resolve(train));
    Files.move(folder.resolve("test"), folder.resolve("test-"));
    Files.move(folder.resolve("test-"), folder.resolve(test));
    Dataset found = read();
    assertEquals(3, found.train().size());
    assertEquals(3, found.test().size());
  }

  @Test
  void tellsOfFoldersThatItDoesNotLookAt() throws Exception {
    Files.createDirectories(folder.resolve("spare/ant"));
    List<String> said = new ArrayList<>();
    DataSource.parse(folder.toString()).read(saying(said));
    assertEquals(List.of(folder.resolve("spare") + " is not looked at."), said);
  }

  @Test
  void aThirdPartIsToValidateWith() throws Exception {
    String without = read().sha256();
    assertEquals(0, read().validation().size());
    FileUtils.copyDirectory(folder.resolve("test").toFile(), folder.resolve("Val").toFile());
    List<String> said = new ArrayList<>();
    Dataset found = DataSource.parse(folder.toString()).read(saying(said));
    assertEquals(List.of(), said);
    assertEquals(3, found.train().size());
    assertEquals(3, found.validation().size());
    assertEquals(found.test().label(2), found.validation().label(2));
    assertNotEquals(without, found.sha256());
    FileUtils.deleteDirectory(folder.resolve("Val/ant").toFile());
    Refusal.of(this::read, "Val");
  }

  @Test
  void tellsWhatItPassesOver() throws Exception {
    for (String name : List.of("a.heic", "b.HEIC", "c.txt", "README", ".hidden", "Thumbs.db")) {
      Files.writeString(folder.resolve("train/ant/" + name), "other");
    }
    List<String> said = new ArrayList<>();
    DataSource.parse(folder.toString()).read(saying(said));
    assertEquals(List.of("4 files passed over: 2 .heic, 1 .txt, 1 without ending"), said);
  }

  @Test
  void namesAllBadImagesAtOnceOrGoesOnWithoutThem() throws Exception {
    for (int i = 0; i < 25; i++) {
      Files.writeString(folder.resolve("train/ant/bad%02d.png".formatted(i)), "no image");
    }
    Files.writeString(folder.resolve("test/ant/bad.png"), "no image");
    List<String> said = new ArrayList<>();
    DataSource source = DataSource.parse(folder.toString());
    InputException e =
        assertThrows(
            InputException.class, () -> source.read(ImageForm.NATIVE, false, saying(said)));
    assertEquals(
        "expected images that can be read, found 26 of 32 that cannot, the first 20 named above;"
            + " mend or remove them, or go on without them by skip-bad",
        e.getMessage());
    assertEquals(20, said.size());
    assertTrue(said.get(0).contains("bad00.png: expected a PNG, JPEG, GIF or BMP"), said.get(0));

    Dataset rest = source.read(ImageForm.NATIVE, true, Progress.silent());
    assertEquals(3, rest.train().size());
    assertEquals(3, rest.test().size());
    assertImage(rest.train(), 0, 0, Color.BLUE);
    assertImage(rest.train(), 1, 1, Color.RED);
    assertImage(rest.train(), 2, 1, Color.GREEN);

    Files.delete(folder.resolve("test/ant/c.png"));
    InputException none =
        assertThrows(
            InputException.class, () -> source.read(ImageForm.NATIVE, true, Progress.silent()));
    assertTrue(none.getMessage().startsWith("ant: expected images"), none.getMessage());
  }

  @Test
  void bringsImagesOfAnySizeToOneForm() throws Exception {
    write("train/ant/c.png", new BufferedImage(100, 50, BufferedImage.TYPE_INT_RGB));
    Dataset found =
        DataSource.parse(folder.toString())
            .read(new ImageForm(4, 6, Fit.CROP), false, Progress.silent());
    assertEquals(new ImageShape(4, 6, 3), found.shape());
    assertImage(found.train(), 0, 0, Color.BLACK);
    assertImage(found.train(), 1, 1, Color.RED);
  }

  private static int count(LabeledImages images, int label) {
    return (int) IntStream.range(0, images.size()).filter(i -> images.label(i) == label).count();
  }

  private static Progress saying(List<String> said) {
    return new Progress() {
      @Override
      public void say(String line) {
        said.add(line);
      }

      @Override
      public Meter open(String task, String unit, long total) {
        return Progress.silent().open(task, unit, total);
      }
    };
  }

  @Test
  void refusesNoClass() throws IOException {
    for (String part : List.of("train", "test")) {
      FileUtils.cleanDirectory(folder.resolve(part).toFile());
    }
    Refusal.ofSource(folder, "2 to 1,000 classes", "found 0");
    Files.createDirectory(folder.resolve("train/alone"));
    Refusal.ofSource(folder, "2 to 1,000 classes", "found 1");
  }

  @Test
  void refusesTooManyClasses() throws IOException {
    for (int i = 0; i < 999; i++) {
      Files.createDirectories(folder.resolve("train/class" + i));
      Files.createDirectories(folder.resolve("test/class" + i));
    }
    Refusal.ofSource(folder, "2 to 1,000 classes", "found 1,001", "leave some out");
  }

  @Test
  void takesMoreClassesThanAByteHolds() throws Exception {
    for (String part : List.of("train", "test")) {
      for (int i = 0; i < 298; i++) {
        write(part + "/" + i + "/a.png", filled(Color.RED, BufferedImage.TYPE_INT_RGB));
      }
    }
    Dataset found = read();
    assertEquals(300, found.classNames().size());
    assertEquals(List.of("0", "1", "10", "100", "101"), found.classNames().subList(0, 5));
    assertEquals("zebra", found.classNames().get(found.test().label(found.test().size() - 1)));
    assertEquals(299, found.test().label(found.test().size() - 1));
  }

  @Test
  void namesSomeOfManyClassesThatAreMissing() throws IOException {
    for (int i = 0; i < 30; i++) {
      Files.createDirectories(folder.resolve("test/class" + i));
    }
    Refusal.ofSource(folder, "none called class0, class1, class10,", "class17 and 20 others in");
  }

  @Test
  void refusesClassWithoutImages() throws IOException {
    Files.delete(folder.resolve("test/ant/c.png"));
    Refusal.ofSource(
        folder, folder.resolve("test/ant").toString(), "PNG, JPEG, GIF or BMP", "none");
  }

  @Test
  void refusesAnotherSize() throws IOException {
    write("test/zebra/z.png", new BufferedImage(6, 5, BufferedImage.TYPE_INT_RGB));
    Refusal.ofSource(folder, "z.png", "6 x 4 pixels", "found 6 x 5");
  }

  @Test
  void refusesWhatIsNoImage() throws IOException {
    Files.writeString(folder.resolve("test/zebra/z.png"), "not an image");
    Refusal.ofSource(folder, "z.png", "PNG, JPEG, GIF or BMP");
    Files.write(folder.resolve("test/zebra/z.png"), new byte[0]);
    Refusal.ofSource(folder, "z.png", "PNG, JPEG, GIF or BMP");
  }

  @Test
  void refusesImagesThatAreCutShort() throws IOException {
    BufferedImage noise = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 24; i++) {
      noise.setRGB(i % 6, i / 6, i * 0x35791);
    }
    for (String name : List.of("test/zebra/y.png", "test/zebra/z.jpg")) {
      write(name, noise);
      byte[] whole = Files.readAllBytes(folder.resolve(name));
      for (int length : new int[] {10, 30, whole.length / 2, whole.length - 24}) {
        Files.write(folder.resolve(name), Arrays.copyOf(whole, length));
        Refusal.ofSource(folder, name.substring(11), "PNG, JPEG, GIF or BMP");
      }
      Files.delete(folder.resolve(name));
    }
  }

  @Test
  void refusesBombFromItsHeader() throws IOException {
    Files.write(folder.resolve("train/ant/a.png"), pngHeader(100_000, 100_000));
    Refusal.ofSource(folder, "a.png", "at most 45,000,000 pixels", "found 100000 x 100000");
    Files.write(folder.resolve("train/ant/a.png"), pngHeader(4097, 1));
    Refusal.ofSource(folder, "a.png", "at most 4096 pixels a side", "found 4097 x 1");
  }

  @Test
  void refusesMoreThanAnArrayHolds() throws IOException {
    for (int i = 0; i < 43; i++) {
      Files.write(folder.resolve("train/ant/%02d.png".formatted(i)), pngHeader(4096, 4096));
    }
    Refusal.ofSource(folder, "at most 2147483639 bytes", "4096x4096x3", "fewer or smaller");
  }

  @Test
  void stopsWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, this::read);
    assertFalse(Thread.interrupted());
  }

  private Dataset read() throws Exception {
    return DataSource.parse(folder.toString()).read(Progress.silent());
  }

  private void write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    String type = name.toLowerCase(Locale.ROOT).endsWith("png") ? "png" : "jpg";
    assertTrue(ImageIO.write(image, type, file.toFile()));
  }

  private static BufferedImage filled(Color color, int type) {
    BufferedImage image = new BufferedImage(6, 4, type);
    if (type == BufferedImage.TYPE_INT_ARGB) {
      for (int i = 0; i < 24; i++) {
        image.setRGB(i % 6, i / 6, color.getRGB());
      }
      return image;
    }
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, 6, 4);
    graphics.dispose();
    return image;
  }

  /** A PNG that ends after its header. */
  private static byte[] pngHeader(int width, int height) {
    ByteBuffer png = ByteBuffer.allocate(8 + 25);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    png.putInt(13).put("IHDR".getBytes()).putInt(width).putInt(height);
    png.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(png.array(), 12, 17);
    png.putInt((int) crc.getValue());
    return png.array();
  }

  private static void assertImage(LabeledImages images, int index, int label, Color color) {
    assertEquals(label, images.label(index));
    byte[] pixels = new byte[72];
    images.copyPixels(index, pixels, 0);
    byte[] expected = new byte[72];
    for (int i = 0; i < 72; i += 3) {
      expected[i] = (byte) color.getRed();
      expected[i + 1] = (byte) color.getGreen();
      expected[i + 2] = (byte) color.getBlue();
    }
    assertArrayEquals(expected, pixels);
  }
}
