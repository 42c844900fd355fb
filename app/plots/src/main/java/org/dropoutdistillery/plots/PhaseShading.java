package org.dropoutdistillery.plots;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;

/**
 * Names the phases of a run above a plot over its steps, where no curve runs through the names, and
 * tints those in which a student learns. The plot must leave {@link #HEIGHT} above it.
 */
final class PhaseShading extends AbstractXYAnnotation {
  /** Of the strip with the names, at scale 1. */
  static final double HEIGHT = 18;

  private final transient List<PhaseSpan> spans;
  private final transient Theme theme;

  PhaseShading(List<PhaseSpan> spans, Theme theme) {
    this.spans = spans;
    this.theme = theme;
  }

  List<PhaseSpan> spans() {
    return spans;
  }

  @Override
  public void draw(
      Graphics2D graphics,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis steps,
      ValueAxis values,
      int rendererIndex,
      PlotRenderingInfo info) {
    Shape clip = graphics.getClip();
    ChartStyle.unclip(graphics, theme);
    double top = area.getY() - theme.px(HEIGHT);
    for (PhaseSpan span : spans) {
      double left = steps.valueToJava2D((double) span.from(), area, plot.getDomainAxisEdge());
      double right = steps.valueToJava2D((double) span.to(), area, plot.getDomainAxisEdge());
      if (span.phase().hasStudent()) {
        graphics.setPaint(Palette.translucent(theme.palette().student(), 0.06));
        graphics.fill(new Rectangle2D.Double(left, top, right - left, area.getMaxY() - top));
      }
      drawLabel(graphics, span.label(), left, right, top);
    }
    graphics.setClip(clip);
  }

  /** A phase too short for its name goes without: its neighbour's name would be written over. */
  private void drawLabel(Graphics2D graphics, String label, double left, double right, double top) {
    graphics.setFont(theme.textFont());
    double width = graphics.getFontMetrics().stringWidth(label) + theme.px(12);
    if (width > right - left) {
      return;
    }
    graphics.setPaint(theme.palette().muted());
    TextUtils.drawAlignedString(
        label,
        graphics,
        (float) (left + theme.px(6)),
        (float) (top + theme.px(4)),
        TextAnchor.TOP_LEFT);
  }
}
