package dev.towers.report;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Collection;
import org.knowm.xchart.XYSeries;

/**
 * The lines of a chart without axes or words, for a machine that has no fonts; there the chart
 * library fails as it measures the labels of an axis, even of a hidden one.
 */
record Sketch(Collection<XYSeries> lines) {

  /** Draws the lines as large as the frame. */
  void draw(Graphics2D graphics, Rectangle2D frame) {
    double left = lines.stream().mapToDouble(XYSeries::getXMin).min().orElseThrow();
    double right = lines.stream().mapToDouble(XYSeries::getXMax).max().orElseThrow();
    double bottom = lines.stream().mapToDouble(XYSeries::getYMin).min().orElseThrow();
    double top = lines.stream().mapToDouble(XYSeries::getYMax).max().orElseThrow();
    for (XYSeries line : lines) {
      Path2D path = new Path2D.Double();
      for (int i = 0; i < line.getXData().length; i++) {
        double x = frame.getX() + part(left, line.getXData()[i], right) * frame.getWidth();
        double y = frame.getMaxY() - part(bottom, line.getYData()[i], top) * frame.getHeight();
        if (i == 0) {
          path.moveTo(x, y);
        }
        path.lineTo(x, y); // A single point becomes a dot: a line to itself with round ends.
      }
      graphics.setColor(line.getLineColor());
      graphics.setStroke(line.getLineStyle());
      graphics.draw(path);
    }
  }

  /** How far {@code value} is on the way between two others, from 0 to 1; halfway if these meet. */
  private static double part(double from, double value, double to) {
    return from == to ? 0.5 : (value - from) / (to - from);
  }
}
