package org.dropoutdistillery.desktop.chart;

import java.awt.geom.Rectangle2D;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.dropoutdistillery.plots.ChartTip;
import org.jfree.chart.fx.ChartViewer;

/** Says the numbers of the point, or the change, under the mouse. */
final class ChartTooltip {
  private final StackPane pane;
  private final ChartViewer viewer;
  private final Label label = new Label();

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
    ChartTip tip =
        area == null
            ? null
            : ChartTip.at(viewer.getChart().getXYPlot(), area, event.getX(), event.getY());
    if (tip == null) {
      hide();
      return;
    }
    label.setText(tip.text());
    label.setVisible(true);
    label.autosize();
    double x = Math.min(event.getX() + 14, pane.getWidth() - label.getWidth() - 4);
    double y = Math.max(4, event.getY() - label.getHeight() - 8);
    label.relocate(Math.max(4, x), y);
  }
}
