package dev.towers.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * What was taken for what, as a table: {@code counts[truth][predicted]} images, each cell shaded by
 * its share of its row, blue where the prediction is right and orange where it is wrong.
 *
 * <p>XChart's heat map would be shorter, but has one number to a cell, in one ink on any shade,
 * leaves out names where they are many or long, and fails on a machine without fonts.
 */
public record ConfusionChart(List<String> classNames, long[][] counts) implements Picture {

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
    ConfusionLayout layout = layout();
    try (Sheet sheet = new Sheet(layout.width(), layout.height())) {
      drawTitles(sheet, layout);
      if (layout.showsNames()) {
        drawNames(sheet, layout);
      }
      for (int truth = 0; truth < counts.length; truth++) {
        for (int predicted = 0; predicted < counts.length; predicted++) {
          drawCell(sheet, layout, truth, predicted);
        }
      }
      return sheet.image();
    }
  }

  /** Where things stand in this table. */
  ConfusionLayout layout() {
    return new ConfusionLayout(
        counts.length, classNames.stream().mapToInt(Lettering.CAPTION::width).max().orElseThrow());
  }

  /** The part of the images of one class that was taken for another or for itself, from 0 to 1. */
  double share(int truth, int predicted) {
    long all = Arrays.stream(counts[truth]).sum();
    return all == 0 ? 0 : (double) counts[truth][predicted] / all;
  }

  private static void drawTitles(Sheet sheet, ConfusionLayout layout) {
    Lettering lettering = Lettering.STRONG;
    int side = layout.side();
    int bottom = layout.cellY(0) + side;
    sheet.title("Confusion matrix");
    sheet.write(
        "predicted", lettering, Sheet.INK, Slot.centered(layout.cellX(0), layout.axisY(), side));
    sheet.writeUpwards("truth", lettering, Sheet.INK, Slot.centered(Sheet.MARGIN, bottom, side));
  }

  private void drawNames(Sheet sheet, ConfusionLayout layout) {
    Lettering lettering = Lettering.CAPTION;
    int indent = (layout.cell() - lettering.lineHeight()) / 2;
    int namesBottom = layout.namesY() + layout.nameHeight();
    for (int label = 0; label < counts.length; label++) {
      String name = classNames.get(label);
      int x = layout.cellX(label);
      int y = layout.cellY(label) + indent;
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

  private void drawCell(Sheet sheet, ConfusionLayout layout, int truth, int predicted) {
    int x = layout.cellX(predicted);
    int y = layout.cellY(truth);
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
