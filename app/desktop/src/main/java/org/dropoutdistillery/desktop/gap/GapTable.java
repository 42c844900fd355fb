package org.dropoutdistillery.desktop.gap;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.plots.PredictorSeries;

/**
 * The table of the test rows, where they have been measured, and the button that shows it. Where
 * there is little room, it is hidden at first, and intervals stand under values.
 */
final class GapTable {
  private final GridPane grid = new GridPane();
  private final ToggleButton toggle = new ToggleButton("Table");
  private Report shown;
  private boolean narrow;

  GapTable() {
    grid.setId("gap-table");
    grid.getStyleClass().add("gap-table");
    toggle.setId("gap-table-toggle");
    toggle.getStyleClass().addAll("small", "flat");
    toggle.setTooltip(new Tooltip("Shows the numbers of the three predictors on the test rows"));
    toggle.setMinWidth(Region.USE_PREF_SIZE);
    toggle.setSelected(true);
    grid.visibleProperty().bind(toggle.selectedProperty().and(toggle.visibleProperty()));
    grid.managedProperty().bind(grid.visibleProperty());
    toggle.managedProperty().bind(toggle.visibleProperty());
    show(null);
  }

  /** Returns the button that shows and hides the table; it is there when there is a table. */
  Node toggle() {
    return toggle;
  }

  /** Says whether there is little room. */
  void setNarrow(boolean newNarrow) {
    if (newNarrow != narrow) {
      narrow = newNarrow;
      toggle.setSelected(!narrow);
      Report again = shown;
      shown = null;
      show(toggle.isVisible() ? again : null);
    }
  }

  Node node() {
    return grid;
  }

  /**
   * @param report null to hide the table
   */
  void show(Report report) {
    toggle.setVisible(report != null);
    if (report == null || report == shown) {
      return;
    }
    shown = report;
    grid.getChildren().clear();
    List<String> names =
        report instanceof GapReport
            ? List.of("error %", "NLL", "Brier", "ECE %", "KL to MC")
            : List.of("RMSE", "NLL", "squared distance to MC");
    for (int i = 0; i < names.size(); i++) {
      add(names.get(i), "gap-table-head", i + 1, 0);
    }
    int row = 1;
    for (PredictorSeries series : PredictorSeries.values()) {
      PredictorFigures figures = series.of(report);
      if (figures != null) {
        addRow(row++, series, figures);
      }
    }
  }

  private void addRow(int row, PredictorSeries series, PredictorFigures figures) {
    Label name = add(series.label(), "gap-table-name", 0, row);
    name.getStyleClass().add("predictor-" + series.name().toLowerCase(Locale.ROOT));
    List<String> cells = cells(figures);
    for (int i = 0; i < cells.size(); i++) {
      add(cells.get(i), "gap-table-cell", i + 1, row);
    }
  }

  private Label add(String text, String style, int column, int row) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    label.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    grid.add(label, column, row);
    return label;
  }

  private List<String> cells(PredictorFigures figures) {
    if (figures instanceof RegressionPredictorReport numbers) {
      return List.of(
          cell(numbers.rmse(), 1, "%.3f"), cell(numbers.nll(), 1, "%.3f"), distance(figures));
    }
    PredictorReport classes = (PredictorReport) figures;
    return List.of(
        cell(classes.error(), 100, "%.1f"),
        cell(classes.nll(), 1, "%.3f"),
        cell(classes.brier(), 1, "%.3f"),
        String.format(Locale.ROOT, "%.1f", 100 * classes.ece()),
        distance(figures));
  }

  private String distance(PredictorFigures figures) {
    return figures.toMc() == null ? "–" : cell(figures.toMc(), 1, "%.2g");
  }

  private String cell(Interval interval, double factor, String format) {
    return String.format(
        Locale.ROOT,
        format + (narrow ? "\n" : "  ") + "[" + format + ", " + format + "]",
        factor * interval.value(),
        factor * interval.low(),
        factor * interval.high());
  }
}
