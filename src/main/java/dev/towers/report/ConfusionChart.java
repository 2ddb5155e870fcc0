package dev.towers.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What was taken for what, as a table: {@code counts[truth][predicted]} images, each cell shaded by
 * its share of its row, blue where the prediction is right and orange where it is wrong. Of more
 * than {@value #MOST_CLASSES} classes only those of the most frequent mistakes are drawn.
 *
 * <p>XChart's heat map would be shorter, but has one number to a cell, in one ink on any shade,
 * leaves out names where they are many or long, and fails on a machine without fonts.
 */
public record ConfusionChart(List<String> classNames, long[][] counts) implements Picture {
  private static final int MOST_CLASSES = 100;

  /** The counts are copied. */
  public ConfusionChart {
    classNames = List.copyOf(classNames);
    counts = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
    int classes = classNames.size();
    if (classes == 0
        || counts.length != classes
        || Arrays.stream(counts).anyMatch(row -> row.length != classes)) {
      throw new IllegalArgumentException(
          "the counts are not a table of %1$d x %1$d".formatted(classes));
    }
    if (Arrays.stream(counts).flatMapToLong(Arrays::stream).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("a count below 0");
    }
  }

  @Override
  public BufferedImage draw() {
    List<Integer> shown = shown();
    ConfusionLayout layout = layout();
    try (Sheet sheet = new Sheet(layout.width(), layout.height())) {
      drawTitles(sheet, layout);
      drawNames(sheet, layout, shown);
      for (int row = 0; row < shown.size(); row++) {
        for (int column = 0; column < shown.size(); column++) {
          drawCell(sheet, layout, shown, row, column);
        }
      }
      return sheet.image();
    }
  }

  /** Where things stand in this table. */
  ConfusionLayout layout() {
    List<Integer> shown = shown();
    return new ConfusionLayout(
        shown.size(),
        shown.stream().map(classNames::get).mapToInt(Lettering.CAPTION::width).max().orElseThrow());
  }

  /**
   * The labels of the rows and columns, in their order: all, or both classes of each of the most
   * frequent mistakes, and the first others where there are too few mistakes.
   */
  List<Integer> shown() {
    Stream<Integer> all = IntStream.range(0, counts.length).boxed();
    if (counts.length <= MOST_CLASSES) {
      return all.toList();
    }
    Stream<Integer> mistaken =
        Mistake.mostFrequentFirst(counts).stream()
            .flatMap(mistake -> Stream.of(mistake.truth(), mistake.predicted()));
    return Stream.concat(mistaken, all).distinct().limit(MOST_CLASSES).sorted().toList();
  }

  /** What is drawn, and of how many. */
  String title() {
    return counts.length <= MOST_CLASSES
        ? "Confusion matrix"
        : String.format(
            Locale.ROOT,
            "Confusion matrix of %d of %,d classes, those of the most frequent mistakes",
            MOST_CLASSES,
            counts.length);
  }

  /** The part of the images of one class that was taken for another or for itself, from 0 to 1. */
  double share(int truth, int predicted) {
    long all = Arrays.stream(counts[truth]).sum();
    return all == 0 ? 0 : (double) counts[truth][predicted] / all;
  }

  private void drawTitles(Sheet sheet, ConfusionLayout layout) {
    Lettering lettering = Lettering.STRONG;
    int side = layout.side();
    int bottom = layout.cellY(0) + side;
    sheet.title(title());
    sheet.write(
        "predicted", lettering, Sheet.INK, Slot.centered(layout.cellX(0), layout.axisY(), side));
    sheet.writeUpwards("truth", lettering, Sheet.INK, Slot.centered(Sheet.MARGIN, bottom, side));
  }

  private void drawNames(Sheet sheet, ConfusionLayout layout, List<Integer> shown) {
    Lettering lettering = Lettering.CAPTION;
    int indent = (layout.cell() - lettering.lineHeight()) / 2;
    int namesBottom = layout.namesY() + layout.nameHeight();
    for (int place = 0; place < shown.size(); place++) {
      String name = classNames.get(shown.get(place));
      int x = layout.cellX(place);
      int y = layout.cellY(place) + indent;
      Slot beside = Slot.right(layout.namesX(), y, layout.nameWidth());
      sheet.write(name, lettering, Sheet.INK, beside);
      if (layout.turnsNames()) {
        Slot above = Slot.left(x + indent, namesBottom, layout.nameHeight());
        sheet.writeUpwards(name, lettering, Sheet.INK, above);
      } else {
        Slot above = Slot.centered(x, layout.namesY(), layout.cell());
        sheet.write(name, lettering, Sheet.INK, above);
      }
    }
  }

  private void drawCell(
      Sheet sheet, ConfusionLayout layout, List<Integer> shown, int row, int column) {
    int truth = shown.get(row);
    int predicted = shown.get(column);
    int x = layout.cellX(column);
    int y = layout.cellY(row);
    double share = share(truth, predicted);
    Color shade = Shade.of(truth == predicted, share);
    sheet.fill(shade, x, y, layout.shaded(), layout.shaded());
    if (layout.showsCounts()) {
      Color ink = Shade.inkOn(shade);
      int words = Lettering.CAPTION.lineHeight() + Lettering.NOTE.lineHeight();
      Slot upper = Slot.centered(x, y + (layout.shaded() - words) / 2, layout.shaded());
      Slot lower = Slot.centered(x, upper.y() + Lettering.CAPTION.lineHeight(), layout.shaded());
      sheet.write(Long.toString(counts[truth][predicted]), Lettering.CAPTION, ink, upper);
      sheet.write(Math.round(100 * share) + " %", Lettering.NOTE, ink, lower);
    }
  }
}
