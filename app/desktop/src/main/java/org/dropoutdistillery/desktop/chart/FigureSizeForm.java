package org.dropoutdistillery.desktop.chart;

import java.util.function.Consumer;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import org.dropoutdistillery.plots.FigureSize;

/** Asks how large figures are; every size that is possible is taken over as it is typed. */
final class FigureSizeForm {
  private final TextField width;
  private final TextField height;
  private final TextField dpi;
  private final Label said = new Label();
  private final Consumer<FigureSize> chosen;

  FigureSizeForm(FigureSize size, Consumer<FigureSize> chosen) {
    this.chosen = chosen;
    width = field("figure-width", text(size.width()));
    height = field("figure-height", text(size.height()));
    dpi = field("figure-dpi", Integer.toString(size.dpi()));
    said.setId("figure-pixels");
    said.setWrapText(true);
    said.setMaxWidth(230);
    read();
  }

  private static String text(double cm) {
    return cm == Math.rint(cm) ? Long.toString((long) cm) : Double.toString(cm);
  }

  private TextField field(String id, String text) {
    TextField field = new TextField(text);
    field.setId(id);
    field.setPrefColumnCount(5);
    field.textProperty().addListener((property, before, now) -> read());
    return field;
  }

  private void read() {
    try {
      FigureSize size =
          new FigureSize(
              number("Width", width), number("Height", height), (int) number("Resolution", dpi));
      said.setText("%d × %d pixels".formatted(size.columns(), size.rows()));
      said.getStyleClass().setAll("label", "muted");
      chosen.accept(size);
    } catch (IllegalArgumentException refused) {
      said.setText(refused.getMessage());
      said.getStyleClass().setAll("label", "knob-problem");
    }
  }

  private static double number(String name, TextField field) {
    try {
      return Double.parseDouble(field.getText().strip());
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException(
          name + ": '" + field.getText() + "', expected a number", none);
    }
  }

  void show(Node owner) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("figure-size");
    grid.addRow(0, new Label("Width"), width, new Label("cm"));
    grid.addRow(1, new Label("Height"), height, new Label("cm"));
    grid.addRow(2, new Label("Resolution"), dpi, new Label("dpi"));
    grid.add(said, 0, 3, 3, 1);
    CustomMenuItem form = new CustomMenuItem(grid, false);
    form.getStyleClass().add("form-item");
    new ContextMenu(form).show(owner, Side.BOTTOM, 0, 0);
    width.requestFocus();
  }
}
