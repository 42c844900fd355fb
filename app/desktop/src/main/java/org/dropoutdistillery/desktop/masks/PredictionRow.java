package org.dropoutdistillery.desktop.masks;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.dropoutdistillery.desktop.session.Look;

/** What one of them predicts: its name, a bar for each class, and the number that matters. */
final class PredictionRow extends Pane {
  private static final double NAME = 132;
  private static final double NARROW_NAME = 108;
  private static final double ROOMY = 300;
  private static final double VALUE = 46;
  private static final double HEIGHT = 46;
  private static final String SMALL = "text-small";
  private final Label name = new Label();
  private final Label value = new Label();
  private final Canvas bars = new Canvas();
  private double[] outputs;
  private List<String> classes = List.of();
  private int watched;
  private java.awt.Color colour;
  private Look look = Look.LIGHT;

  PredictionRow(String id, IntConsumer choose) {
    value.setId("masks-value-" + id);
    name.setId("masks-name-" + id);
    value.getStyleClass().addAll("text-bold");
    name.setWrapText(true);
    getChildren().addAll(name, bars, value);
    widthProperty().addListener((property, before, now) -> fitName());
    bars.setOnMouseClicked(
        event -> {
          int chosen = (int) (event.getX() / barWidth());
          if (chosen >= 0 && chosen < classes.size()) {
            choose.accept(chosen);
          }
        });
  }

  /**
   * @param newOutputs null for none: the row is not shown
   * @param newClasses what outputs are called; empty for a value
   */
  void show(
      String text,
      double[] newOutputs,
      List<String> newClasses,
      int newWatched,
      java.awt.Color newColour,
      Look newLook) {
    setVisible(newOutputs != null);
    setManaged(newOutputs != null);
    outputs = newOutputs;
    classes = newClasses;
    watched = newWatched;
    colour = newColour;
    look = newLook;
    name.setText(text);
    value.setText(outputs == null ? "" : ValueText.of(outputs[watched], classes.isEmpty()));
    fitName();
    requestLayout();
    draw();
  }

  /** Beside feature maps there is little room, and a name may take two lines. */
  private void fitName() {
    if (!isNarrow()) {
      name.getStyleClass().remove(SMALL);
    } else if (!name.getStyleClass().contains(SMALL)) {
      name.getStyleClass().add(SMALL);
    }
  }

  private boolean isNarrow() {
    return getWidth() < ROOMY * look.scale();
  }

  @Override
  protected double computePrefHeight(double width) {
    return (classes.isEmpty() ? HEIGHT / 2 : HEIGHT) * look.scale();
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width) * .7;
  }

  @Override
  protected void layoutChildren() {
    double scale = look.scale();
    double labelHeight = Math.min(getHeight(), name.prefHeight(nameWidth()));
    name.resizeRelocate(0, (getHeight() - labelHeight) / 2, nameWidth(), labelHeight);
    double valueHeight = value.prefHeight(-1);
    double valueWidth = value.prefWidth(-1);
    value.resizeRelocate(
        getWidth() - valueWidth, (getHeight() - valueHeight) / 2, valueWidth, valueHeight);
    bars.relocate(Math.ceil(nameWidth() + 6 * scale), 0);
    draw();
  }

  private double nameWidth() {
    return look.scale() * (isNarrow() ? NARROW_NAME : NAME);
  }

  private double barsWidth() {
    return Math.max(10, Math.floor(getWidth() - nameWidth() - (6 + VALUE) * look.scale()));
  }

  private double barWidth() {
    return barsWidth() / Math.max(1, classes.size());
  }

  private void draw() {
    if (outputs == null || classes.isEmpty()) {
      Paint.clear(bars, 0, 0);
      return;
    }
    double scale = look.scale();
    double height = Math.floor(getHeight());
    GraphicsContext g = Paint.clear(bars, barsWidth(), height);
    Font font = Paint.font(9 * scale);
    double base = Math.floor(height - 12 * scale);
    double room = base - 4 * scale;
    double step = barWidth();
    g.setFont(font);
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.TOP);
    for (int k = 0; k < classes.size(); k++) {
      double x = Math.round(k * step);
      double width =
          Math.max(1, Math.round((k + 1) * step) - x - Math.max(1, Math.round(step * .2)));
      double bar = Math.max(1, Math.round(room * outputs[k]));
      g.setFill(
          k == watched ? Paint.of(colour) : Paint.mix(look.palette().background(), colour, .5));
      g.fillRect(x, base - bar, width, bar);
      g.setFill(Paint.of(k == watched ? look.palette().text() : look.palette().muted()));
      g.fillText(Paint.cut(classes.get(k), font, step), x + width / 2, base + scale);
    }
  }
}
