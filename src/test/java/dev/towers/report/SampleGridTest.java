package dev.towers.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towers.Seed;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleGridTest {
  private static final List<String> NAMES = List.of("plane", "car", "bird");
  private static final ImageShape CIFAR = new ImageShape(32, 32, 3);

  @ParameterizedTest
  @CsvSource({"32, 32, 3, 3", "28, 28, 1, 3", "8, 4, 3, 12", "20, 130, 3, 1", "5, 7, 2, 14"})
  void everyPixelStandsEnlargedInItsPlace(int height, int width, int channels, int zoom) {
    LabeledImages images = images(new ImageShape(height, width, channels), 5);
    SampleGrid grid = SampleGrid.ofTiles("", images, NAMES, tiles(5), 2);
    GridLayout layout = GridLayout.of(grid);
    assertEquals(zoom, layout.zoom());
    BufferedImage picture = grid.draw();
    for (int i = 0; i < 5; i++) {
      byte[] pixels = new byte[images.shape().bytes()];
      images.copyPixels(i, pixels, 0);
      for (int y = 0; y < height * zoom; y++) {
        for (int x = 0; x < width * zoom; x++) {
          int source = (y / zoom * width + x / zoom) * channels;
          int drawn = picture.getRGB(layout.imageX(i % 2) + x, layout.imageY(i / 2) + y);
          assertEquals(color(pixels, source, channels), new Color(drawn));
        }
      }
    }
  }

  /** The left half of each image is black and the right half white. */
  @Test
  void largeImagesAreReduced() {
    ImageShape shape = new ImageShape(480, 640, 3);
    byte[] pixels = new byte[shape.bytes()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3 % 640 < 320 ? 0 : 255);
    }
    LabeledImages images = new LabeledImages(shape, pixels, new int[1]);
    SampleGrid grid = SampleGrid.ofTiles("", images, NAMES, tiles(1), 1);
    GridLayout layout = GridLayout.of(grid);
    assertEquals(160, layout.imageWidth());
    assertEquals(120, layout.imageHeight());
    BufferedImage picture = grid.draw();
    int y = layout.imageY(0) + 60;
    assertEquals(Color.BLACK, new Color(picture.getRGB(layout.imageX(0) + 75, y)));
    assertEquals(Color.WHITE, new Color(picture.getRGB(layout.imageX(0) + 85, y)));
  }

  @Test
  void nothingIsDrawnOutsideImagesAndCaptions() {
    SampleGrid grid = SampleGrid.ofTiles("", images(CIFAR, 3), NAMES, tiles(3), 2);
    GridLayout layout = GridLayout.of(grid);
    BufferedImage picture = grid.draw();
    int gapX = layout.cellX(0) + layout.cellWidth();
    int gap = layout.cellX(1) - gapX;
    assertTrue(gap > 0);
    assertTrue(new Area(picture, gapX, 0, gap, layout.height()).isBlank());
    assertTrue(new Area(picture, 0, 0, layout.width(), Sheet.MARGIN).isBlank());
    assertTrue(new Area(picture, 0, 0, Sheet.MARGIN, layout.height()).isBlank());
    int emptyX = layout.cellX(1);
    assertTrue(
        new Area(picture, emptyX, layout.imageY(1), layout.cellWidth(), layout.imageHeight())
            .isBlank());
  }

  @Test
  void eachImageHasItsNameUnderneathHoweverLong() {
    assumeTrue(Fonts.usable());
    List<String> names = List.of("x", "W".repeat(300), "bird");
    SampleGrid grid = SampleGrid.ofTiles("", images(CIFAR, 3), names, tiles(3), 3);
    GridLayout layout = GridLayout.of(grid);
    BufferedImage picture = grid.draw();
    int height = Lettering.CAPTION.lineHeight();
    for (int i = 0; i < 3; i++) {
      Area caption =
          new Area(picture, layout.cellX(i), layout.captionY(0, 0), layout.cellWidth(), height);
      assertFalse(caption.isBlank());
      int besideX = layout.cellX(i) + layout.cellWidth();
      assertTrue(new Area(picture, besideX, layout.captionY(0, 0), 8, height).isBlank());
    }
  }

  @Test
  void aTitleTakesRoomOnlyWhereThereIsOne() {
    LabeledImages images = images(CIFAR, 1);
    SampleGrid plain = SampleGrid.ofTiles("", images, NAMES, tiles(1), 1);
    SampleGrid titled = SampleGrid.ofTiles("Title", images, NAMES, tiles(1), 1);
    assertEquals(plain.draw().getHeight() + Sheet.TITLE_HEIGHT, titled.draw().getHeight());
    assumeTrue(Fonts.usable());
    int top = GridLayout.of(titled).imageY(0);
    assertFalse(new Area(titled.draw(), 0, 0, titled.draw().getWidth(), top).isBlank());
  }

  @Test
  void aRightPredictionIsGreenAndAWrongOneRed() {
    List<Tile> tiles = List.of(Tile.predicted(0, 0), Tile.predicted(1, 2));
    SampleGrid grid = SampleGrid.ofTiles("", images(CIFAR, 2), NAMES, tiles, 2);
    GridLayout layout = GridLayout.of(grid);
    BufferedImage picture = grid.draw();
    for (int i = 0; i < 2; i++) {
      Area predicted =
          new Area(
              picture,
              layout.cellX(i),
              layout.captionY(0, 1),
              layout.cellWidth(),
              Lettering.CAPTION.lineHeight());
      assertEquals(i == 0, predicted.has(Area.near(Verdict.RIGHT.color())));
      assertEquals(i == 1, predicted.has(Area.near(Verdict.WRONG.color())));
    }
  }

  @Test
  void classesAreRowsInLabelOrder() {
    LabeledImages images = images(CIFAR, 30);
    SampleGrid grid = SampleGrid.ofClasses("", images, NAMES, 4, new Seed(1));
    assertEquals(3, grid.rows().size());
    for (int label = 0; label < 3; label++) {
      List<Tile> row = grid.rows().get(label);
      assertEquals(4, row.stream().map(Tile::index).distinct().count());
      for (Tile tile : row) {
        assertEquals(label, images.label(tile.index()));
      }
    }
  }

  @Test
  void manyClassesShareTheRows() {
    SampleGrid grid = gridOf(100, 10);
    assertEquals("Images", grid.title());
    assertEquals(20, grid.rows().size());
    List<Integer> labels = labels(grid);
    assertEquals(200, labels.size());
    for (int i = 0; i < 200; i++) {
      assertEquals(i / 2, labels.get(i));
    }
  }

  @Test
  void ofTooManyClassesSomeAreShownEvenly() {
    SampleGrid grid = gridOf(1000, 3);
    assertEquals("Images: 60 of 1,000 classes", grid.title());
    assertEquals(20, grid.rows().size());
    List<Integer> labels = labels(grid);
    assertEquals(List.of(0, 16, 33, 50), labels.subList(0, 4));
    assertEquals(983, labels.get(59));
  }

  private static SampleGrid gridOf(int classes, int examples) {
    ImageShape dot = new ImageShape(1, 1, 1);
    int count = 10 * classes;
    int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
    LabeledImages images = new LabeledImages(dot, new byte[count], labels);
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    return SampleGrid.ofClasses("Images", images, names, examples, new Seed(1));
  }

  private static List<Integer> labels(SampleGrid grid) {
    return grid.rows().stream()
        .flatMap(List::stream)
        .map(tile -> grid.images().label(tile.index()))
        .toList();
  }

  @Test
  void theSeedAloneDecidesTheChoice() {
    LabeledImages images = images(CIFAR, 60);
    SampleGrid grid = SampleGrid.ofClasses("", images, NAMES, 5, new Seed(1));
    SampleGrid same = SampleGrid.ofClasses("", images, NAMES, 5, new Seed(1));
    SampleGrid other = SampleGrid.ofClasses("", images, NAMES, 5, new Seed(2));
    assertEquals(grid.rows(), same.rows());
    assertFalse(grid.rows().equals(other.rows()));
  }

  @Test
  void aSmallClassHasAShortRowAndAnEmptyOneNone() {
    int[] labels = {0, 2, 0, 0};
    LabeledImages images = new LabeledImages(CIFAR, new byte[4 * CIFAR.bytes()], labels);
    SampleGrid grid = SampleGrid.ofClasses("", images, NAMES, 3, new Seed(1));
    assertEquals(List.of(3, 1), grid.rows().stream().map(List::size).toList());
    assertTrue(grid.draw().getWidth() > 0);
  }

  @Test
  void moreExamplesThanThereAreImagesGiveThemAll() {
    LabeledImages images = images(CIFAR, 6);
    SampleGrid grid = SampleGrid.ofClasses("", images, NAMES, Integer.MAX_VALUE, new Seed(1));
    assertEquals(List.of(2, 2, 2), grid.rows().stream().map(List::size).toList());
  }

  @Test
  void aGridOfManyLargeImagesStaysOnePicture() {
    ImageShape large = new ImageShape(512, 512, 3);
    int rows = GridLayout.rowsMax(large, 10);
    GridLayout layout = new GridLayout(large, rows, 10, 1, 0, 0);
    assertTrue(rows > 1);
    assertTrue((long) layout.width() * layout.height() < 1.1 * (1L << 24));
    assertEquals(rows, GridLayout.rowsMax(new ImageShape(4096, 4096, 3), 10));
    assertEquals(1, GridLayout.rowsMax(large, 1_000_000));
  }

  @Test
  void whatCannotBeDrawnIsRejected() {
    LabeledImages images = images(CIFAR, 3);
    assertRejected(() -> SampleGrid.ofTiles("", images, NAMES, List.of(), 2));
    assertRejected(() -> SampleGrid.ofTiles("", images, NAMES, tiles(3), 0));
    assertRejected(() -> SampleGrid.ofTiles("", images, NAMES, tiles(4), 2));
    assertRejected(() -> SampleGrid.ofTiles("", images, List.of("plane"), tiles(3), 2));
    List<Tile> beyond = List.of(Tile.predicted(0, 3));
    assertRejected(() -> SampleGrid.ofTiles("", images, NAMES, beyond, 2));
    assertRejected(() -> SampleGrid.ofClasses("", images, NAMES, 0, new Seed(1)));
    assertRejected(() -> Tile.of(-1));
  }

  private static void assertRejected(Runnable making) {
    assertThrows(IllegalArgumentException.class, making::run);
  }

  private static List<Tile> tiles(int count) {
    return IntStream.range(0, count).mapToObj(Tile::of).toList();
  }

  /** Noise, labeled 0, 1, 2 and from the start again. */
  private static LabeledImages images(ImageShape shape, int count) {
    byte[] pixels = new byte[count * shape.bytes()];
    new Random(7).nextBytes(pixels);
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % NAMES.size();
    }
    return new LabeledImages(shape, pixels, labels);
  }

  private static Color color(byte[] pixels, int at, int channels) {
    int red = pixels[at] & 0xff;
    return channels < 3
        ? new Color(red, red, red)
        : new Color(red, pixels[at + 1] & 0xff, pixels[at + 2] & 0xff);
  }
}
