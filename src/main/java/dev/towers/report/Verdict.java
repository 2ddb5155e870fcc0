package dev.towers.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Path2D;

/** Whether a prediction is right: as a color, and as a mark for those who do not see it. */
enum Verdict {
  RIGHT(new Color(0x1A7F37), new double[][] {{0.0, 0.55, 0.35, 0.9, 1.0, 0.1}}),
  WRONG(new Color(0xC4221A), new double[][] {{0.1, 0.1, 0.9, 0.9}, {0.1, 0.9, 0.9, 0.1}});

  private final Color color;
  private final double[][] strokes;

  Verdict(Color color, double[][] strokes) {
    this.color = color;
    this.strokes = strokes;
  }

  static Verdict of(boolean right) {
    return right ? RIGHT : WRONG;
  }

  Color color() {
    return color;
  }

  /** Draws a tick or a cross, {@code size} pixels wide and high, with lines: fonts may lack it. */
  void draw(Graphics2D graphics, int x, int y, int size) {
    Stroke before = graphics.getStroke();
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(size / 5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (double[] stroke : strokes) {
      Path2D path = new Path2D.Double();
      path.moveTo(x + stroke[0] * size, y + stroke[1] * size);
      for (int i = 2; i < stroke.length; i += 2) {
        path.lineTo(x + stroke[i] * size, y + stroke[i + 1] * size);
      }
      graphics.draw(path);
    }
    graphics.setStroke(before);
  }
}
