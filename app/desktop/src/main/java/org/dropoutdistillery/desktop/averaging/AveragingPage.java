package org.dropoutdistillery.desktop.averaging;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.desktop.averaging.AveragingModel.View;
import org.dropoutdistillery.desktop.chart.ChartMenu.Choice;
import org.dropoutdistillery.desktop.chart.ChartPane;
import org.dropoutdistillery.desktop.page.Page;
import org.dropoutdistillery.desktop.page.Words;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.plots.AveragingChart;
import org.dropoutdistillery.run.AveragingStudy;
import org.dropoutdistillery.run.RunData;

/** What more passes are worth: curves against their number, and what follows in words. */
public final class AveragingPage implements Page {
  private static final double DIM = 0.45;

  private final Workbench workbench;
  private final AveragingModel model;
  private final Label sentence = new Label();
  private final Label details = new Label();
  private final Label source = new Label();
  private final Button measure = new Button("Measure now");
  private final Button cancel = new Button("Cancel");
  private final ProgressBar progress = new ProgressBar(0);
  private final Label activity = new Label();
  private final GridPane charts = new GridPane();
  private final List<ChartPane> panes = new ArrayList<>();
  private final AveragingOutline outline = new AveragingOutline();
  private final VBox root;
  private List<AveragingMetric> metrics = List.of();
  private View shown;
  private AveragingStudy.Result drawn;
  private Look look = Look.LIGHT;

  public AveragingPage(Workbench workbench) {
    this.workbench = workbench;
    model = new AveragingModel(workbench);
    StackPane below = new StackPane(charts, outline.root());
    below.setMinSize(0, 0);
    root = new VBox(words(), below);
    root.getStyleClass().addAll("page", "averaging-page");
    charts.setMinSize(0, 0);
    VBox.setVgrow(below, Priority.ALWAYS);
  }

  private Node words() {
    sentence.setId("averaging-sentence");
    sentence.getStyleClass().addAll("page-sentence", "verdict-headline");
    details.setId("averaging-enough");
    details.getStyleClass().add("verdict-details");
    details.setTooltip(new Tooltip(AveragingWords.MEANING));
    source.setId("averaging-source");
    source.getStyleClass().add("verdict-source");
    for (Label label : List.of(sentence, details, source)) {
      label.setWrapText(true);
      label.setMinHeight(Label.USE_PREF_SIZE);
      label.managedProperty().bind(label.textProperty().isNotEmpty());
      label.visibleProperty().bind(label.managedProperty());
    }
    VBox words = new VBox(sentence, details, controls());
    words.getStyleClass().add("verdict");
    words.setMinHeight(Region.USE_PREF_SIZE);
    return words;
  }

  private Node controls() {
    measure.setId("averaging-measure");
    measure.setOnAction(pressed -> model.measure());
    cancel.setId("averaging-cancel");
    cancel.setOnAction(pressed -> model.cancel());
    progress.setId("averaging-progress");
    activity.setId("averaging-activity");
    activity.getStyleClass().add("muted");
    for (Node node : List.of(progress, activity, cancel)) {
      node.visibleProperty().bind(activity.textProperty().isNotEmpty());
      node.managedProperty().bind(node.visibleProperty());
    }
    for (Region whole : List.of(measure, cancel)) {
      whole.setMinWidth(Region.USE_PREF_SIZE);
    }
    activity.setWrapText(true);
    activity.setMinHeight(Region.USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox controls = new HBox(source, gap, activity, progress, cancel, measure);
    controls.getStyleClass().add("averaging-controls");
    controls.setAlignment(Pos.CENTER_LEFT);
    return controls;
  }

  @Override
  public String title() {
    return "Averaging";
  }

  @Override
  public Parent view() {
    return root;
  }

  @Override
  public void refresh(long nanoTime) {
    View view = model.refresh();
    if (!view.equals(shown)) {
      show(view);
    }
  }

  @Override
  public void setLook(Look newLook) {
    look = newLook;
    if (drawn != null) {
      draw(drawn);
    }
  }

  private void show(View view) {
    shown = view;
    sentence.setText(Words.unbroken(view.headline()));
    details.setText(Words.unbroken(view.details()));
    source.setText(view.source());
    activity.setText(view.activity());
    progress.setProgress(
        view.progress() > 0 ? view.progress() : ProgressBar.INDETERMINATE_PROGRESS);
    measure.setDisable(!view.canMeasure());
    charts.setVisible(view.result() != null);
    outline.root().setVisible(view.result() == null);
    RunData data = workbench.data().get();
    outline.setRegression(data != null && data.loaded().dataset().isRegression());
    // What is being replaced steps back.
    double opacity = view.result() != null && view.isMeasuring() ? DIM : 1;
    for (Node old : List.of(sentence, details, source, charts)) {
      old.setOpacity(opacity);
    }
    if (view.result() != null && !view.result().equals(drawn)) {
      draw(view.result());
    }
  }

  private void draw(AveragingStudy.Result result) {
    drawn = result;
    List<AveragingCurve> curves = AveragingWords.shown(result.independent());
    List<AveragingCurve> balanced = AveragingWords.shown(result.balanced());
    arrange(curves.stream().map(AveragingCurve::metric).toList());
    for (int i = 0; i < curves.size(); i++) {
      AveragingCurve curve = curves.get(i);
      AveragingCurve other = balanced.isEmpty() ? null : balanced.get(i);
      panes
          .get(i)
          .show(
              (theme, options) -> AveragingChart.of(curve, other, result.report(), theme, options),
              look,
              0);
    }
  }

  /** The distance to MC, which is the last, goes over all columns at the top; the others below. */
  private void arrange(List<AveragingMetric> wanted) {
    if (wanted.equals(metrics)) {
      return;
    }
    metrics = wanted;
    panes.clear();
    charts.getChildren().clear();
    int below = wanted.size() - 1;
    charts.getColumnConstraints().setAll(percents(below, 100.0 / below));
    charts.getRowConstraints().setAll(row(54), row(46));
    for (int i = 0; i <= below; i++) {
      String id = "averaging-chart-" + wanted.get(i).name().toLowerCase(Locale.ROOT);
      ChartPane pane = new ChartPane(id, choices(wanted.get(i)), workbench.messages());
      panes.add(pane);
      charts.add(pane, i < below ? i : 0, i < below ? 1 : 0, i < below ? 1 : below, 1);
    }
  }

  private static Set<Choice> choices(AveragingMetric metric) {
    return metric.isAgainstLabels()
        ? EnumSet.complementOf(EnumSet.of(Choice.SCALE))
        : EnumSet.allOf(Choice.class);
  }

  private static List<ColumnConstraints> percents(int count, double percent) {
    List<ColumnConstraints> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(percent);
      columns.add(column);
    }
    return columns;
  }

  private static RowConstraints row(double percent) {
    RowConstraints row = new RowConstraints();
    row.setPercentHeight(percent);
    return row;
  }
}
