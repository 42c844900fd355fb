package org.dropoutdistillery.plots;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.run.LiveChange;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;

/**
 * Marks the steps at which values were changed while a run went on: a dotted line for each, and at
 * its foot the numbers of its changes, from 1. Changes too near each other for tags of their own
 * share one, as in "3–7": a slider that is dragged makes many.
 */
final class ChangeMarks extends AbstractXYAnnotation {
  private static final double TAG_HEIGHT = 13;
  private static final double NEAR = 4;
  private static final int MOST_WORDS = 6;

  private final transient List<LiveChange> changes;
  private final transient List<String> words;
  private final transient Theme theme;

  /**
   * @param words what each change was
   */
  ChangeMarks(List<LiveChange> changes, List<String> words, Theme theme) {
    this.changes = List.copyOf(changes);
    this.words = List.copyOf(words);
    this.theme = theme;
  }

  List<LiveChange> changes() {
    return changes;
  }

  /** Changes {@code first} to {@code last}, counted from 1, whose lines lie within [from, to]. */
  record Tag(int first, int last, double from, double to) {
    String text() {
      return first == last ? Integer.toString(first) : first + "–" + last;
    }

    /** At scale 1. */
    double width() {
      return 10 + 6 * text().length();
    }
  }

  /**
   * Returns the tags of changes that follow each other.
   *
   * @param first number of the first of them, from 1
   * @param places of their lines, from left to right
   */
  List<Tag> tags(int first, double[] places) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      Tag tag = new Tag(first + i, first + i, places[i], places[i]);
      int last = tags.size() - 1;
      if (last >= 0 && places[i] - tags.get(last).to() < theme.px(tags.get(last).width())) {
        Tag before = tags.remove(last);
        tag = new Tag(before.first(), first + i, before.from(), places[i]);
      }
      tags.add(tag);
    }
    return tags;
  }

  /** Returns what the changes near a place along the plot were, in words; empty for none. */
  String at(double x, XYPlot plot, Rectangle2D area) {
    List<String> near = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      double step = changes.get(i).step();
      double line = plot.getDomainAxis().valueToJava2D(step, area, plot.getDomainAxisEdge());
      if (plot.getDomainAxis().getRange().contains(step) && Math.abs(line - x) <= theme.px(NEAR)) {
        near.add(words.get(i));
      }
    }
    int left = near.size() - MOST_WORDS;
    return left <= 0
        ? String.join("\n", near)
        : String.join("\n", near.subList(0, MOST_WORDS)) + "\nand " + left + " more";
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
    List<LiveChange> shown =
        changes.stream()
            .filter(change -> steps.getRange().contains((double) change.step()))
            .toList();
    double[] places =
        shown.stream()
            .mapToDouble(
                c -> steps.valueToJava2D((double) c.step(), area, plot.getDomainAxisEdge()))
            .toArray();
    graphics.setPaint(theme.palette().muted());
    graphics.setStroke(theme.dotted(1));
    for (double x : places) {
      graphics.draw(new Line2D.Double(x, area.getMinY(), x, area.getMaxY()));
    }
    int first = shown.isEmpty() ? 0 : 1 + changes.indexOf(shown.get(0));
    tags(first, places).forEach(tag -> draw(graphics, tag, area));
  }

  private void draw(Graphics2D graphics, Tag tag, Rectangle2D area) {
    double width = theme.px(tag.width());
    double height = theme.px(TAG_HEIGHT);
    double middle = (tag.from() + tag.to()) / 2;
    double left = Math.max(area.getMinX(), Math.min(middle - width / 2, area.getMaxX() - width));
    double top = area.getMaxY() - height - theme.px(2);
    RoundRectangle2D box =
        new RoundRectangle2D.Double(left, top, width, height, theme.px(5), theme.px(5));
    graphics.setPaint(theme.palette().surface());
    graphics.fill(box);
    graphics.setPaint(theme.palette().muted());
    graphics.setStroke(theme.line(0.8));
    graphics.draw(box);
    graphics.setFont(theme.smallFont());
    TextUtils.drawAlignedString(
        tag.text(),
        graphics,
        (float) (left + width / 2),
        (float) (top + height / 2),
        TextAnchor.CENTER);
  }
}
