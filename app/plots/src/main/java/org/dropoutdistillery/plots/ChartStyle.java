package org.dropoutdistillery.plots;

import java.awt.Graphics2D;
import java.text.NumberFormat;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** What all charts have in common: quiet axes, thin grid, the title at the left of the plot. */
final class ChartStyle {
  private final Theme theme;

  ChartStyle(Theme theme) {
    this.theme = theme;
  }

  /**
   * Returns a chart around a plot.
   *
   * @param left room for axis numbers, at scale 1
   */
  JFreeChart chart(String title, Plot plot, double left) {
    JFreeChart chart = new JFreeChart(null, theme.titleFont(), plot, false);
    chart.setBackgroundPaint(theme.palette().background());
    chart.setPadding(insets(8, 4, 6, 4));
    TextTitle heading = new TextTitle(title, theme.titleFont());
    heading.setPaint(theme.palette().text());
    heading.setHorizontalAlignment(HorizontalAlignment.LEFT);
    heading.setTextAlignment(HorizontalAlignment.LEFT);
    heading.setPadding(insets(0, left, 6, 0));
    chart.setTitle(heading);
    return chart;
  }

  /** Adds a line of explanation under the plot. */
  void note(JFreeChart chart, String text, double left) {
    TextTitle note = new TextTitle(text, theme.textFont());
    note.setPaint(theme.palette().muted());
    note.setPosition(RectangleEdge.BOTTOM);
    note.setHorizontalAlignment(HorizontalAlignment.LEFT);
    note.setPadding(insets(2, left, 0, 0));
    chart.addSubtitle(note);
  }

  /** Gives a plot its quiet look; the first series is drawn first, later ones over it. */
  void plot(XYPlot plot) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(theme.palette().grid());
    plot.setRangeGridlineStroke(theme.line(0.8));
    plot.setRangeZeroBaselineVisible(false);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    plot.setNoDataMessage("not measured yet");
    plot.setNoDataMessageFont(theme.textFont());
    plot.setNoDataMessagePaint(theme.palette().muted());
  }

  /** Returns room at both sides of a plot, at scale 1. */
  AxisSpace sides(double left, double right) {
    AxisSpace space = new AxisSpace();
    space.setLeft(theme.px(left));
    space.setRight(theme.px(right));
    return space;
  }

  NumberAxis axis(NiceScale scale, NumberFormat format) {
    NumberAxis axis = new HomeAxis(scale, format);
    axis(axis);
    return axis;
  }

  void axis(ValueAxis axis) {
    axis.setTickLabelFont(theme.textFont());
    axis.setTickLabelPaint(theme.palette().muted());
    axis.setLabelFont(theme.textFont());
    axis.setLabelPaint(theme.palette().muted());
    axis.setLabelInsets(insets(1, 0, 0, 0));
    axis.setTickLabelInsets(insets(3, 4, 2, 6));
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
  }

  /**
   * Lets a plot's surroundings be drawn into. On JavaFX's canvas that brings an older font back, of
   * which its graphics does not know: a font that nobody uses makes it set the next one.
   */
  static void unclip(Graphics2D graphics, Theme theme) {
    graphics.setClip(null);
    graphics.setFont(theme.titleFont().deriveFont(1f));
  }

  private RectangleInsets insets(double top, double left, double bottom, double right) {
    return new RectangleInsets(theme.px(top), theme.px(left), theme.px(bottom), theme.px(right));
  }
}
