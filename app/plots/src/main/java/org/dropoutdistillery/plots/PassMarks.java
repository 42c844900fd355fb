package org.dropoutdistillery.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.Report;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;

/**
 * Numbers of passes that stand out, each with its own line of text above the plot, a vertical line
 * down from it, and a tint over its interval. The plot must leave {@link #height()} above it.
 */
final class PassMarks extends AbstractXYAnnotation {
  private static final double LINE_HEIGHT = 15;

  /**
   * @param passes T
   * @param low lower end of its interval
   * @param high upper end of its interval; both are T where there is none
   */
  record Mark(double passes, double low, double high, String text, Color color) {}

  private final transient List<Mark> marks;
  private final transient Theme theme;

  private PassMarks(List<Mark> marks, Theme theme) {
    this.marks = marks;
    this.theme = theme;
  }

  static PassMarks of(
      AveragingCurve curve, Report report, Set<PredictorSeries> hidden, Theme theme) {
    AveragingText text = new AveragingText(curve, report);
    List<Mark> marks = new ArrayList<>();
    if (text.isEnoughShown() && !hidden.contains(PredictorSeries.MONTE_CARLO)) {
      double passes = text.enough().passes();
      marks.add(new Mark(passes, passes, passes, text.enoughMark(), theme.palette().monteCarlo()));
    }
    if (text.isStudentShown() && !hidden.contains(PredictorSeries.STUDENT)) {
      marks.add(
          new Mark(
              text.equivalent().value(),
              text.equivalent().low(),
              text.equivalent().high(),
              text.studentMark(),
              theme.palette().student()));
    }
    return new PassMarks(List.copyOf(marks), theme);
  }

  List<Mark> marks() {
    return marks;
  }

  /** Returns the height of the lines of text, at scale 1. */
  double height() {
    return 4 + LINE_HEIGHT * marks.size();
  }

  /** Returns the largest T that must be shown; 0 without marks. */
  double last() {
    return marks.stream().mapToDouble(Mark::passes).max().orElse(0);
  }

  @Override
  public void draw(
      Graphics2D graphics,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis passes,
      ValueAxis values,
      int rendererIndex,
      PlotRenderingInfo info) {
    Shape clip = graphics.getClip();
    ChartStyle.unclip(graphics, theme);
    double top = area.getMinY() - theme.px(height());
    for (Mark mark : marks) {
      double x = place(passes, mark.passes(), area, plot);
      double left = place(passes, mark.low(), area, plot);
      double right = place(passes, mark.high(), area, plot);
      double text = top + theme.px(LINE_HEIGHT);
      graphics.setPaint(Palette.translucent(mark.color(), 0.14));
      graphics.fill(new Rectangle2D.Double(left, area.getMinY(), right - left, area.getHeight()));
      graphics.setPaint(mark.color());
      graphics.setStroke(theme.dashed(1.2));
      graphics.draw(new Line2D.Double(x, text, x, area.getMaxY()));
      top += theme.px(LINE_HEIGHT);
    }
    // The line of a mark runs through the texts under its own.
    top = area.getMinY() - theme.px(height());
    for (Mark mark : marks) {
      double x = place(passes, mark.passes(), area, plot);
      drawText(graphics, mark, x, area, top);
      top += theme.px(LINE_HEIGHT);
    }
    graphics.setClip(clip);
  }

  private static double place(ValueAxis axis, double value, Rectangle2D area, XYPlot plot) {
    double x = axis.valueToJava2D(value, area, plot.getDomainAxisEdge());
    return Math.max(area.getMinX(), Math.min(x, area.getMaxX()));
  }

  /** Over its line, moved as far as it takes to stay within the plot and the room beside it. */
  private void drawText(Graphics2D graphics, Mark mark, double x, Rectangle2D area, double top) {
    // With its clip, a canvas of JavaFX loses its font, but not the belief that it has it.
    graphics.setFont(theme.strongFont());
    graphics.setFont(theme.textFont());
    double width = graphics.getFontMetrics().stringWidth(mark.text());
    double left =
        Math.max(area.getMinX(), Math.min(x - width / 2, area.getMaxX() + theme.px(60) - width));
    graphics.setPaint(theme.palette().background());
    graphics.fill(
        new Rectangle2D.Double(
            left - theme.px(2), top, width + theme.px(4), theme.px(LINE_HEIGHT - 1)));
    graphics.setPaint(mark.color());
    TextUtils.drawAlignedString(
        mark.text(), graphics, (float) left, (float) top, TextAnchor.TOP_LEFT);
  }
}
