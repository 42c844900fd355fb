package org.dropoutdistillery.desktop.chart;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.jfree.chart.fx.ChartViewer;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYDataset;

/** Says the numbers of the point under the mouse. */
final class ChartTooltip {
  private static final double REACH = 24;

  private final StackPane pane;
  private final ChartViewer viewer;
  private final Label label = new Label();

  /**
   * @param distance from the mouse, in pixels
   */
  private record Nearest(XYDataset data, int series, int item, double distance) {}

  ChartTooltip(StackPane pane, ChartViewer viewer) {
    this.pane = pane;
    this.viewer = viewer;
    label.getStyleClass().add("chart-tooltip");
    label.setManaged(false);
    label.setMouseTransparent(true);
    label.setVisible(false);
    pane.addEventFilter(MouseEvent.MOUSE_MOVED, this::moved);
    pane.addEventFilter(MouseEvent.MOUSE_EXITED, left -> hide());
  }

  Label label() {
    return label;
  }

  void hide() {
    label.setVisible(false);
  }

  private void moved(MouseEvent event) {
    Rectangle2D area = viewer.getRenderingInfo().getPlotInfo().getDataArea();
    Nearest nearest = area == null ? null : nearest(area, event.getX(), event.getY());
    if (nearest == null) {
      hide();
      return;
    }
    label.setText(text(nearest));
    label.setVisible(true);
    label.autosize();
    double x = Math.min(event.getX() + 14, pane.getWidth() - label.getWidth() - 4);
    double y = Math.max(4, event.getY() - label.getHeight() - 8);
    label.relocate(Math.max(4, x), y);
  }

  private Nearest nearest(Rectangle2D area, double x, double y) {
    XYPlot plot = viewer.getChart().getXYPlot();
    Nearest nearest = null;
    for (int i = 0; i < plot.getDatasetCount(); i++) {
      XYDataset data = plot.getDataset(i);
      for (int series = 0; data != null && series < data.getSeriesCount(); series++) {
        for (int item = 0; item < data.getItemCount(series); item++) {
          double distance = place(plot, area, data, series, item).distance(x, y);
          if (distance < REACH && (nearest == null || distance < nearest.distance())) {
            nearest = new Nearest(data, series, item, distance);
          }
        }
      }
    }
    return nearest;
  }

  private static Point2D place(
      XYPlot plot, Rectangle2D area, XYDataset data, int series, int item) {
    return new Point2D.Double(
        plot.getDomainAxis()
            .valueToJava2D(data.getXValue(series, item), area, plot.getDomainAxisEdge()),
        plot.getRangeAxis()
            .valueToJava2D(data.getYValue(series, item), area, plot.getRangeAxisEdge()));
  }

  private static String text(Nearest point) {
    XYDataset data = point.data();
    double value = data.getYValue(point.series(), point.item());
    String at =
        String.format(Locale.ROOT, "%,.0f", data.getXValue(point.series(), point.item()))
            .replace(',', ' ');
    String text = data.getSeriesKey(point.series()) + " at " + at + ": " + number(value);
    if (data instanceof IntervalXYDataset intervals) {
      double low = intervals.getStartYValue(point.series(), point.item());
      double high = intervals.getEndYValue(point.series(), point.item());
      text += low < high ? " [" + number(low) + ", " + number(high) + "]" : "";
    }
    return text;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
