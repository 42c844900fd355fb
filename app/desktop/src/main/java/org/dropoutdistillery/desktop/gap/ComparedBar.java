package org.dropoutdistillery.desktop.gap;

import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import org.dropoutdistillery.desktop.session.Comparison;
import org.dropoutdistillery.desktop.session.Comparison.Compared;
import org.dropoutdistillery.plots.Theme;

/** Names the earlier runs in the chart, each with its kind of line; pressed, it goes away. */
final class ComparedBar {
  private static final double LINE = 34;

  private final Comparison comparison;
  private final FlowPane bar = new FlowPane();
  private boolean numbers;
  private double scale = 1;

  ComparedBar(Comparison comparison) {
    this.comparison = comparison;
    bar.setId("gap-compared");
    bar.getStyleClass().addAll("chips", "gap-compared");
    bar.setMinHeight(Region.USE_PREF_SIZE);
    bar.visibleProperty().bind(bar.managedProperty());
    comparison.list().addListener((ListChangeListener<Compared>) change -> fill());
    fill();
  }

  Node root() {
    return bar;
  }

  /** Says which kind of distance is drawn: runs with the other are named, but not drawn. */
  void setPredictsNumbers(boolean now) {
    if (now != numbers) {
      numbers = now;
      fill();
    }
  }

  void setScale(double newScale) {
    scale = newScale;
    fill();
  }

  private void fill() {
    bar.getChildren().clear();
    bar.setManaged(!comparison.list().isEmpty());
    Label title = new Label("Earlier runs");
    title.getStyleClass().add("muted");
    title.setMinWidth(Region.USE_PREF_SIZE);
    bar.getChildren().add(title);
    comparison.list().forEach(compared -> bar.getChildren().add(chip(compared)));
    if (comparison.list().size() > 1) {
      Button none = new Button("Show none");
      none.setId("gap-compared-none");
      none.getStyleClass().addAll("small", "flat", "fold");
      none.setOnAction(pressed -> comparison.clear());
      bar.getChildren().add(none);
    }
  }

  private Node chip(Compared compared) {
    boolean drawn = compared.run().gap().predictsNumbers() == numbers;
    Button chip = new Button(compared.run().name() + "  ×", line(compared.run().dash()));
    chip.setMnemonicParsing(false);
    chip.getStyleClass().add("chip");
    chip.setContentDisplay(ContentDisplay.LEFT);
    chip.setOpacity(drawn ? 1 : 0.5);
    chip.setTooltip(
        new Tooltip(
            drawn
                ? "Takes this run off the chart"
                : "Not drawn: its distances are "
                    + (numbers ? "KL in nats" : "mean squared ones of predicted numbers")
                    + ". Takes it off the list"));
    chip.setOnAction(pressed -> comparison.remove(compared.folder()));
    return chip;
  }

  private Line line(int dash) {
    Line line = new Line(0, 0, LINE * scale, 0);
    line.getStyleClass().add("compared-line");
    line.setStrokeWidth(1.4 * scale);
    Theme.dashes(dash).forEach(length -> line.getStrokeDashArray().add(length * scale));
    line.setStrokeLineCap(javafx.scene.shape.StrokeLineCap.BUTT);
    return line;
  }
}
