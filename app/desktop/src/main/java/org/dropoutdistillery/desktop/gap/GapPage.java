package org.dropoutdistillery.desktop.gap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.desktop.chart.ChartMenu.Choice;
import org.dropoutdistillery.desktop.chart.ChartPane;
import org.dropoutdistillery.desktop.page.Page;
import org.dropoutdistillery.desktop.page.Words;
import org.dropoutdistillery.desktop.session.Comparison;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.plots.GapChart;
import org.dropoutdistillery.plots.PredictorSeries;
import org.dropoutdistillery.plots.QualityCharts;
import org.dropoutdistillery.plots.QualityMeasure;

/** The live plot of the gap, what it means in words, and the quality of the three predictors. */
public final class GapPage implements Page {
  public static final String TITLE = "Gap";

  private static final Set<Choice> OF_GAP = EnumSet.allOf(Choice.class);
  private static final Set<Choice> OF_QUALITY =
      EnumSet.of(Choice.HIDE_STANDARD, Choice.HIDE_MONTE_CARLO, Choice.HIDE_STUDENT);

  private static final double HEIGHT_OF_SMALL = 180;
  private static final double LEAST_OF_SMALL = 112;
  private static final double LEAST_OF_GAP = 150;

  /** The least room for a table with intervals beside values. */
  private static final double ROOMY = 760;

  /** The least room for more than the chart of the gap. */
  private static final double WIDE = 400;

  /** The legend stands beside the name of the axis of steps. */
  private static final double UP_TO_AXIS = 22;

  private final Workbench workbench;
  private final GapModel model;
  private final ComparedBar compared;
  private final Label headline = new Label();
  private final Label details = new Label();
  private final Label source = new Label();
  private final ChartPane gap;
  private final GridPane small = new GridPane();
  private final List<ChartPane> qualities = new ArrayList<>();
  private final HBox legend = legend();
  private final GapTable table = new GapTable();
  private final VBox root;
  private List<QualityMeasure> measures = List.of();
  private Look look = Look.LIGHT;

  /**
   * @param comparison earlier runs to draw behind the present one
   */
  public GapPage(Workbench workbench, Comparison comparison) {
    this.workbench = workbench;
    model = new GapModel(workbench, comparison);
    compared = new ComparedBar(comparison);
    gap = new ChartPane("gap-chart", OF_GAP, workbench.messages());
    RowConstraints row = new RowConstraints();
    row.setVgrow(Priority.ALWAYS);
    small.getRowConstraints().add(row);
    small.getStyleClass().add("gap-qualities");
    root = new VBox(verdict(), compared.root(), gap, legend, small);
    root.getStyleClass().addAll("page", "gap-page");
    gap.setPrefHeight(400);
    root.widthProperty().addListener((property, before, width) -> fit());
    VBox.setVgrow(gap, Priority.ALWAYS);
  }

  private Node verdict() {
    headline.setId("gap-verdict");
    headline.getStyleClass().add("verdict-headline");
    details.getStyleClass().add("verdict-details");
    source.getStyleClass().add("verdict-source");
    source.setId("gap-source");
    HBox footer = new HBox(source, table.toggle());
    footer.getStyleClass().add("gap-footer");
    footer.managedProperty().bind(source.textProperty().isNotEmpty());
    HBox.setHgrow(source, Priority.ALWAYS);
    source.setMaxWidth(Double.MAX_VALUE);
    VBox box = new VBox(headline, details, table.node(), footer);
    for (Label label : List.of(headline, details, source)) {
      label.setWrapText(true);
      label.setMinHeight(Label.USE_PREF_SIZE);
      label.managedProperty().bind(label.textProperty().isNotEmpty());
      label.visibleProperty().bind(label.managedProperty());
    }
    box.getStyleClass().add("verdict");
    box.setMinHeight(VBox.USE_PREF_SIZE);
    return box;
  }

  private static HBox legend() {
    HBox legend = new HBox();
    for (PredictorSeries series : PredictorSeries.values()) {
      Label name = new Label("━ " + series.label());
      name.getStyleClass().add("predictor-" + series.name().toLowerCase(Locale.ROOT));
      legend.getChildren().add(name);
    }
    legend.getStyleClass().add("gap-legend");
    legend.setId("gap-legend");
    legend.setMouseTransparent(true);
    return legend;
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public Parent view() {
    return root;
  }

  @Override
  public void refresh(long nanoTime) {
    GapModel.View view = model.refresh(nanoTime);
    if (view != null) {
      show(view);
    }
  }

  @Override
  public void setLook(Look newLook) {
    look = newLook;
    compared.setScale(newLook.scale());
    fit();
    show(model.last());
  }

  private void fit() {
    double scale = look.scale();
    small.setPrefHeight(HEIGHT_OF_SMALL * scale);
    small.setMinHeight(LEAST_OF_SMALL * scale);
    gap.setMinHeight(LEAST_OF_GAP * scale);
    VBox.setMargin(legend, new Insets(-UP_TO_AXIS * scale, 0, 0, 0));
    double width = root.getWidth() <= 0 ? Double.MAX_VALUE : root.getWidth() / scale;
    table.setNarrow(look.projector() || width < ROOMY);
    for (Node node : List.of(small, legend)) {
      node.setVisible(width >= WIDE);
      node.setManaged(width >= WIDE);
    }
  }

  private void show(GapModel.View view) {
    headline.setText(Words.unbroken(view.headline()));
    details.setText(Words.unbroken(view.details()));
    source.setText(view.source());
    table.show(view.result());
    arrange(view.measures());
    compared.setPredictsNumbers(view.report() instanceof RegressionReport);
    gap.show(
        (theme, options) ->
            GapChart.of(
                view.curve(), view.changes(), view.past(), theme, options.withStart(view::startOf)),
        look,
        view.steps());
    for (int i = 0; i < measures.size(); i++) {
      QualityMeasure measure = measures.get(i);
      qualities
          .get(i)
          .show(
              (theme, options) ->
                  QualityCharts.of(
                      view.curve(),
                      view.changes(),
                      measure,
                      theme,
                      options.withStart(view::startOf)),
              look,
              view.steps());
    }
  }

  private void arrange(List<QualityMeasure> wanted) {
    if (wanted.equals(measures)) {
      return;
    }
    measures = wanted;
    qualities.clear();
    small.getChildren().clear();
    small.getColumnConstraints().clear();
    for (QualityMeasure measure : wanted) {
      String id = "quality-" + measure.name().toLowerCase(Locale.ROOT);
      ChartPane pane = new ChartPane(id, OF_QUALITY, workbench.messages());
      pane.setCompact(true);
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(100.0 / wanted.size());
      small.getColumnConstraints().add(column);
      small.add(pane, qualities.size(), 0);
      qualities.add(pane);
    }
  }
}
