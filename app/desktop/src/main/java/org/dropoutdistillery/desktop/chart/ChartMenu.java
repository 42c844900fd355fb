package org.dropoutdistillery.desktop.chart;

import java.util.Set;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.dropoutdistillery.plots.PredictorSeries;

/** What can be done with a chart: hide curves, another scale, files. */
public final class ChartMenu {
  /** What some charts have and others do not. */
  public enum Choice {
    HIDE_STANDARD,
    HIDE_MONTE_CARLO,
    HIDE_STUDENT,
    SCALE;

    static Choice hide(PredictorSeries series) {
      return valueOf("HIDE_" + series.name());
    }
  }

  private final ChartPane pane;
  private final ContextMenu menu = new ContextMenu();

  ChartMenu(ChartPane pane, Set<Choice> choices, FigureItems figures) {
    this.pane = pane;
    for (PredictorSeries series : PredictorSeries.values()) {
      if (choices.contains(Choice.hide(series))) {
        menu.getItems().add(shown(series));
      }
    }
    if (choices.contains(Choice.SCALE)) {
      CheckMenuItem scale = new CheckMenuItem("Logarithmic scale");
      scale.selectedProperty().bindBidirectional(pane.logarithmic());
      menu.getItems().add(scale);
    }
    MenuItem reset = new MenuItem("Reset zoom (double-click)");
    reset.setOnAction(chosen -> pane.resetZoom());
    menu.getItems().addAll(reset, new SeparatorMenuItem());
    menu.getItems().addAll(figures.items());
  }

  ContextMenu menu() {
    return menu;
  }

  private MenuItem shown(PredictorSeries series) {
    CheckMenuItem item = new CheckMenuItem("Show " + series.label());
    item.setSelected(true);
    item.selectedProperty().addListener((property, before, now) -> pane.setHidden(series, !now));
    return item;
  }
}
