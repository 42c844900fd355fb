package org.dropoutdistillery.plots;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;

/**
 * Names beside a plot, each at the height of its value: at the right edge the names of curves, at
 * the left edge those of rows. Names that would overlap are pushed apart. The plot must leave room.
 */
final class EdgeLabels extends AbstractXYAnnotation {
  /** The edge of the plot beside which the names stand. */
  enum Edge {
    LEFT,
    RIGHT
  }

  /**
   * @param value where it stands on the range axis
   * @param name first line, bold
   * @param detail second line; empty for none
   * @param alone the only line where there is no room for two
   */
  record Label(double value, String name, String detail, String alone, Color color) {
    /** Makes one whose name says enough by itself. */
    Label(double value, String name, String detail, Color color) {
      this(value, name, detail, name, color);
    }
  }

  private final transient List<Label> labels;
  private final transient Theme theme;
  private final Edge edge;

  EdgeLabels(List<Label> labels, Edge edge, Theme theme) {
    this.labels =
        labels.stream().sorted(Comparator.comparingDouble(Label::value).reversed()).toList();
    this.edge = edge;
    this.theme = theme;
  }

  List<Label> labels() {
    return labels;
  }

  @Override
  public void draw(
      Graphics2D graphics,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis domain,
      ValueAxis range,
      int rendererIndex,
      PlotRenderingInfo info) {
    Shape clip = graphics.getClip();
    ChartStyle.unclip(graphics, theme);
    double margin = theme.px(6);
    boolean detailed = height(true) <= area.getHeight() + 2 * margin;
    double[] wanted = new double[labels.size()];
    double[] heights = new double[labels.size()];
    for (int i = 0; i < wanted.length; i++) {
      double y = range.valueToJava2D(labels.get(i).value(), area, plot.getRangeAxisEdge());
      heights[i] = height(labels.get(i), detailed);
      wanted[i] = y - heights[i] / 2;
    }
    double[] tops = spread(wanted, heights, area.getMinY() - margin, area.getMaxY() + margin);
    for (int i = 0; i < tops.length; i++) {
      drawLabel(graphics, labels.get(i), detailed, area, tops[i]);
    }
    graphics.setClip(clip);
  }

  private double height(boolean detailed) {
    return labels.stream().mapToDouble(label -> height(label, detailed)).sum();
  }

  /** Where there is no room for second lines, none has one. */
  private double height(Label label, boolean detailed) {
    return theme.px(2) + (detailed && !label.detail().isEmpty() ? 2 : 1) * lineHeight();
  }

  /**
   * Moves blocks of the given heights, sorted from the top, no further than needed so that they do
   * not overlap and, where there is room for all, stay within [min, max]: those that would overlap
   * become a pile around the mean of their wishes.
   */
  static double[] spread(double[] wanted, double[] heights, double min, double max) {
    List<Pile> piles = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      Pile pile = new Pile(1, wanted[i], heights[i]).within(min, max);
      while (!piles.isEmpty() && piles.get(piles.size() - 1).bottom() > pile.top()) {
        pile = piles.remove(piles.size() - 1).over(pile).within(min, max);
      }
      piles.add(pile);
    }
    double[] tops = new double[wanted.length];
    int block = 0;
    for (Pile pile : piles) {
      double top = pile.top();
      for (int i = 0; i < pile.blocks(); i++) {
        tops[block] = top;
        top += heights[block++];
      }
    }
    return tops;
  }

  /** Blocks that touch. */
  private record Pile(int blocks, double top, double height) {
    double bottom() {
      return top + height;
    }

    Pile within(double min, double max) {
      return new Pile(blocks, Math.max(min, Math.min(top, max - height)), height);
    }

    Pile over(Pile lower) {
      int all = blocks + lower.blocks;
      double mean = (blocks * top + lower.blocks * (lower.top - height)) / all;
      return new Pile(all, mean, height + lower.height);
    }
  }

  private double lineHeight() {
    return theme.px(13);
  }

  private void drawLabel(
      Graphics2D graphics, Label label, boolean detailed, Rectangle2D area, double top) {
    graphics.setPaint(label.color());
    String name = detailed ? label.name() : label.alone();
    drawLine(graphics, name, theme.strongFont(), area, top);
    if (detailed && !label.detail().isEmpty()) {
      drawLine(graphics, label.detail(), theme.textFont(), area, top + lineHeight());
    }
  }

  private void drawLine(Graphics2D graphics, String text, Font font, Rectangle2D area, double top) {
    graphics.setFont(font);
    double gap = theme.px(7);
    boolean right = edge == Edge.RIGHT;
    TextUtils.drawAlignedString(
        text,
        graphics,
        (float) (right ? area.getMaxX() + gap : area.getMinX() - gap),
        (float) (top + lineHeight() / 2),
        right ? TextAnchor.CENTER_LEFT : TextAnchor.CENTER_RIGHT);
  }
}
