package dev.towers.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over two axes in the look that all charts of a run share. */
public final class LineChart {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 480;
  private static final int MARK_SPACING = 74;

  /** Okabe and Ito's blue, vermilion and green: told apart without full color vision. */
  public static final int[] COLORS = {0x0072B2, 0xD55E00, 0x009E73};

  private static final BasicStroke SOLID =
      new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke DASHED =
      new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0);

  private final Sheet sheet = new Sheet(WIDTH, HEIGHT);
  private final XYChart chart;
  private int measured;

  public LineChart(String title, String xTitle, String yTitle) {
    chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    style(chart.getStyler());
  }

  /** Adds a line with a dot at each measured point. */
  public void addMeasured(String name, double[] x, double[] y) {
    measured++;
    XYSeries line = chart.addSeries(name, x, y);
    line.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color());
    line.setLineColor(color()).setLineStyle(SOLID);
  }

  /** Adds a thin dashed line in the color of the line before it. */
  public void addIdeal(String name, double[] x, double[] y) {
    XYSeries line = chart.addSeries(name, x, y);
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(color()).setLineStyle(DASHED);
  }

  public void startAtZero() {
    chart.getStyler().setXAxisMin(0.0).setYAxisMin(0.0);
  }

  /** Marks the x axis, which ends at {@code max}, at whole numbers only. */
  public void countAlongX(int max) {
    chart.getStyler().setXAxisTickMarkSpacingHint(Math.max(MARK_SPACING, WIDTH / (max + 1)));
    chart.setCustomXAxisTickLabelsFormatter(
        x -> x == Math.rint(x) ? String.valueOf(Math.round(x)) : "");
  }

  /** Sets how the numbers of the y axis look, as a pattern of {@link java.text.DecimalFormat}. */
  void formatY(String pattern) {
    chart.getStyler().setYAxisDecimalPattern(pattern);
  }

  public BufferedImage draw() {
    try (sheet) {
      if (Fonts.usable()) {
        chart.getStyler().setLegendVisible(chart.getSeriesCollection().size() > 1);
        chart.paint(sheet.graphics(), WIDTH, HEIGHT);
      } else {
        Rectangle frame = new Rectangle(WIDTH, HEIGHT);
        frame.grow(-Sheet.MARGIN, -Sheet.MARGIN);
        new Sketch(chart.getSeriesCollection()).draw(sheet.graphics(), frame);
      }
      return sheet.image();
    }
  }

  private Color color() {
    return new Color(COLORS[(measured - 1) % COLORS.length]);
  }

  private static void style(XYStyler styler) {
    styler
        .setLocale(Locale.ROOT)
        .setChartBackgroundColor(Sheet.PAPER)
        .setChartFontColor(Sheet.INK)
        .setChartPadding(Sheet.MARGIN)
        .setChartTitlePadding(10)
        .setChartTitleFont(Lettering.TITLE.font())
        .setPlotBorderVisible(false)
        .setLegendFont(Lettering.CAPTION.font())
        .setLegendBorderColor(Sheet.PAPER)
        .setLegendPosition(Styler.LegendPosition.InsideNW)
        .setMarkerSize(7);
    styler
        .setPlotMargin(0)
        .setAxisTitleFont(Lettering.STRONG.font())
        .setAxisTickLabelsFont(Lettering.CAPTION.font())
        .setPlotGridLinesColor(new Color(0xE3E6E8));
  }
}
