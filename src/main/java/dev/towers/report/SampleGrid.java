package dev.towers.report;

import dev.towers.Seed;
import dev.towers.data.LabeledImages;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Sample images in rows, enlarged pixel by pixel, the class of each underneath and, where a model
 * was asked, what it took the image for. An image of three or more channels is drawn as red, green
 * and blue, another in grey. No title where that is empty.
 */
public record SampleGrid(
    String title, LabeledImages images, List<String> classNames, List<List<Tile>> rows)
    implements Picture {
  private static final int MOST_ROWS = 20;

  public SampleGrid {
    classNames = List.copyOf(classNames);
    rows = rows.stream().map(List::copyOf).toList();
    if (rows.stream().allMatch(List::isEmpty)) {
      throw new IllegalArgumentException("a grid without images");
    }
    for (Tile tile : rows.stream().flatMap(List::stream).toList()) {
      check(tile, images, classNames.size());
    }
  }

  /**
   * A row for each class, in label order, of {@code examples} images drawn from {@code seed}. Its
   * row is shorter where a class has fewer images. More than {@value #MOST_ROWS} classes share as
   * many rows, with fewer images each; where even one of each is too many, classes are left out
   * evenly, and the title says so.
   */
  public static SampleGrid ofClasses(
      String title, LabeledImages images, List<String> classNames, int examples, Seed seed) {
    checkPositive(examples);
    int columns = Math.min(examples, images.size());
    int rowsMax = Math.min(MOST_ROWS, GridLayout.rowsMax(images.shape(), columns));
    List<List<Tile>> classes =
        BalancedChoice.draw(images, classNames.size(), examples, seed).stream()
            .filter(indices -> !indices.isEmpty())
            .map(indices -> indices.stream().map(Tile::of).toList())
            .toList();
    if (classes.size() <= rowsMax) {
      return new SampleGrid(title, images, classNames, classes);
    }
    int tiles = rowsMax * columns;
    int shown = Math.min(tiles, classes.size());
    List<Tile> fewOfEach = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      List<Tile> some = classes.get((int) ((long) i * classes.size() / shown));
      fewOfEach.addAll(some.subList(0, Math.min(tiles / shown, some.size())));
    }
    String told =
        shown == classes.size()
            ? title
            : String.format(Locale.ROOT, "%s: %,d of %,d classes", title, shown, classes.size());
    return ofTiles(told, images, classNames, fewOfEach, columns);
  }

  /**
   * Those of the names of classes that pictures cannot show, for want of a font with their letters.
   */
  public static List<String> unshown(List<String> classNames) {
    return Fonts.unshown(classNames);
  }

  /** The tiles in their order, {@code columns} to a row. */
  public static SampleGrid ofTiles(
      String title, LabeledImages images, List<String> classNames, List<Tile> tiles, int columns) {
    checkPositive(columns);
    List<List<Tile>> rows = new ArrayList<>();
    for (int from = 0; from < tiles.size(); from += columns) {
      rows.add(tiles.subList(from, Math.min(from + columns, tiles.size())));
    }
    return new SampleGrid(title, images, classNames, rows);
  }

  @Override
  public BufferedImage draw() {
    GridLayout layout = GridLayout.of(this);
    try (Sheet sheet = new Sheet(layout.width(), layout.height())) {
      sheet.title(title);
      for (int row = 0; row < rows.size(); row++) {
        drawRow(sheet, layout, row);
      }
      return sheet.image();
    }
  }

  /** Whether a model was asked about any image. */
  boolean hasPredictions() {
    return rows.stream().flatMap(List::stream).anyMatch(tile -> tile.predicted().isPresent());
  }

  private void drawRow(Sheet sheet, GridLayout layout, int row) {
    if (hasPredictions()) {
      Caption.drawLegend(sheet, Sheet.MARGIN, layout.captionY(row, 0));
    }
    for (int column = 0; column < rows.get(row).size(); column++) {
      Tile tile = rows.get(row).get(column);
      sheet.image(
          Thumbnail.of(images, tile.index()),
          layout.imageX(column),
          layout.imageY(row),
          layout.imageWidth(),
          layout.imageHeight());
      new Caption(classNames, images.label(tile.index()), tile.predicted())
          .draw(sheet, layout.cellX(column), layout.captionY(row, 0), layout.cellWidth());
    }
  }

  private static void checkPositive(int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException("a grid of %d columns".formatted(columns));
    }
  }

  private static void check(Tile tile, LabeledImages images, int classes) {
    if (tile.index() >= images.size()) {
      throw new IllegalArgumentException("image %d of %d".formatted(tile.index(), images.size()));
    }
    int label = Math.max(images.label(tile.index()), tile.predicted().orElse(0));
    if (label >= classes) {
      throw new IllegalArgumentException("label %d of %d classes".formatted(label, classes));
    }
  }
}
