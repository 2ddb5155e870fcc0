package dev.towers.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void theMarksDifferInShapeNotOnlyInColor() {
    Area right = marked(Verdict.RIGHT);
    Area wrong = marked(Verdict.WRONG);
    int different = 0;
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 40; x++) {
        boolean inRight = !new Area(right.image(), x, y, 1, 1).isBlank();
        boolean inWrong = !new Area(wrong.image(), x, y, 1, 1).isBlank();
        if (inRight != inWrong) {
          different++;
        }
      }
    }
    long inked = right.count(color -> !color.equals(Color.WHITE));
    assertTrue(different > inked / 2, different + " pixels differ of " + inked);
  }

  private static Area marked(Verdict verdict) {
    try (Sheet sheet = new Sheet(40, 40)) {
      verdict.draw(sheet.graphics(), 5, 5, 30);
      BufferedImage image = sheet.image();
      assertTrue(Area.all(image).has(verdict.color()::equals));
      return Area.all(image);
    }
  }
}
