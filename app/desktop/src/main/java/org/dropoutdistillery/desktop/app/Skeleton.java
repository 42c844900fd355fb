package org.dropoutdistillery.desktop.app;

import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Border;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.BorderStrokeStyle;
import javafx.scene.layout.BorderWidths;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.plots.Palette;

/**
 * The outline of the window, on show until its parts are there. Made of shapes alone: controls and
 * their style sheets take longer than a person likes to wait for a first sign.
 */
final class Skeleton {
  private final Palette palette;
  private final double scale;

  private Skeleton(Look look) {
    palette = look.palette();
    scale = look.scale();
  }

  static Scene scene(Look look, double width, double height) {
    return new Scene(new Skeleton(look).root(), width, height);
  }

  private BorderPane root() {
    BorderPane root = new BorderPane();
    root.setBackground(filled(palette.background()));
    root.setTop(toolbar());
    root.setLeft(panel());
    root.setBottom(bar(30, new BorderWidths(1, 0, 0, 0)));
    return root;
  }

  private Region toolbar() {
    Pane bar = bar(48, new BorderWidths(0, 0, 1, 0));
    Text name = new Text("Dropout Distillery");
    name.setFont(Font.font("Inter", FontWeight.BOLD, 15 * scale));
    name.setFill(color(palette.text()));
    name.relocate(14 * scale, 15 * scale);
    bar.getChildren().add(name);
    return bar;
  }

  private Region panel() {
    VBox panel = new VBox(18 * scale);
    panel.setPadding(new Insets(22 * scale, 16 * scale, 16 * scale, 16 * scale));
    panel.setPrefWidth(292 * scale);
    panel.setBackground(filled(palette.surface()));
    panel.setBorder(border(new BorderWidths(0, 1, 0, 0)));
    for (int i = 0; i < 12; i++) {
      Rectangle line = new Rectangle((i % 4 == 0 ? 110 : 250) * scale, 12 * scale);
      line.setArcWidth(8);
      line.setArcHeight(8);
      line.setFill(color(palette.grid()));
      panel.getChildren().add(line);
    }
    return panel;
  }

  private Pane bar(double height, BorderWidths lines) {
    Pane bar = new Pane();
    bar.setPrefHeight(height * scale);
    bar.setBackground(filled(palette.surface()));
    bar.setBorder(border(lines));
    return bar;
  }

  private Border border(BorderWidths widths) {
    return new Border(
        new BorderStroke(
            color(palette.grid()), BorderStrokeStyle.SOLID, CornerRadii.EMPTY, widths));
  }

  private static Background filled(java.awt.Color color) {
    return new Background(new BackgroundFill(color(color), CornerRadii.EMPTY, Insets.EMPTY));
  }

  private static Color color(java.awt.Color color) {
    return Color.rgb(color.getRed(), color.getGreen(), color.getBlue());
  }
}
