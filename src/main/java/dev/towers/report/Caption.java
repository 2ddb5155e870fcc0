package dev.towers.report;

import java.util.List;
import java.util.OptionalInt;

/**
 * What stands under an image: the name of its class and, where a model was asked, below it the name
 * that the model gave, in the color and with the mark of its verdict.
 */
record Caption(List<String> classNames, int label, OptionalInt predicted) {
  private static final Lettering LETTERING = Lettering.CAPTION;
  private static final List<String> LEGEND = List.of("truth", "predicted");
  private static final int LEGEND_GAP = 12;
  private static final int MARK = 9;
  private static final int MARK_GAP = 5;

  /** The lines of a caption that has a prediction. */
  static final int LINES = LEGEND.size();

  /** The room that the words beside the first column take, in pixels. */
  static int legendWidth() {
    return LEGEND.stream().mapToInt(LETTERING::width).max().orElseThrow() + LEGEND_GAP;
  }

  /** Says what each line of a caption is; its top left corner at (x, y). */
  static void drawLegend(Sheet sheet, int x, int y) {
    for (int line = 0; line < LINES; line++) {
      int top = y + line * LETTERING.lineHeight();
      Slot slot = Slot.right(x, top, legendWidth() - LEGEND_GAP);
      sheet.write(LEGEND.get(line), LETTERING, Sheet.FAINT, slot);
    }
  }

  /** Draws it in the middle of {@code width} pixels, its top left corner at (x, y). */
  void draw(Sheet sheet, int x, int y, int width) {
    sheet.write(classNames.get(label), LETTERING, Sheet.INK, Slot.centered(x, y, width));
    if (predicted.isPresent()) {
      drawPredicted(sheet, x, y + LETTERING.lineHeight(), width);
    }
  }

  private void drawPredicted(Sheet sheet, int x, int y, int width) {
    Verdict verdict = Verdict.of(predicted.getAsInt() == label);
    int beside = MARK + MARK_GAP;
    String name = LETTERING.fit(classNames.get(predicted.getAsInt()), width - beside);
    int nameWidth = LETTERING.width(name);
    int left = Slot.centered(x, y, width).start(beside + nameWidth);
    verdict.draw(sheet.graphics(), left, y + LETTERING.baseline() - MARK, MARK);
    sheet.write(name, LETTERING, verdict.color(), Slot.left(left + beside, y, nameWidth));
  }
}
