package org.dropoutdistillery.desktop.averaging;

import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;

/** Where the charts will be, and what each will show, before anything is measured. */
final class AveragingOutline {
  private final GridPane root = new GridPane();
  private final Label distance = new Label();
  private final Label loss = new Label();
  private final Label error = new Label();

  AveragingOutline() {
    root.setId("averaging-outline");
    root.getStyleClass().add("outline");
    root.setMinSize(0, 0);
    for (int i = 0; i < 2; i++) {
      root.getColumnConstraints().add(half());
    }
    root.getRowConstraints().setAll(row(54), row(46));
    Node wide =
        frame(
            distance,
            "An average of T passes against a long one, T = 1, 2, 4, …: random masks, and balanced"
                + " ones. Where the curve meets the student's line, the student is worth that many"
                + " passes.");
    root.add(wide, 0, 0, 2, 1);
    root.add(
        frame(loss, "What more passes gain at the task, with standard and student beside them."),
        0,
        1);
    root.add(
        frame(error, "From which T on more passes would not show, with the error over masks."),
        1,
        1);
    setRegression(false);
  }

  Node root() {
    return root;
  }

  /** Says whether numbers are predicted, or else classes. */
  void setRegression(boolean numbers) {
    distance.setText(numbers ? "Squared distance to the MC average" : "KL from the MC average");
    loss.setText(numbers ? "Squared error" : "NLL");
    error.setText("Error");
    error.getParent().setVisible(!numbers);
    GridPane.setColumnSpan(loss.getParent(), numbers ? 2 : 1);
  }

  private static Node frame(Label title, String explanation) {
    title.getStyleClass().add("outline-title");
    Label text = new Label(explanation);
    text.getStyleClass().add("outline-text");
    text.setWrapText(true);
    text.setMinHeight(0);
    VBox frame = new VBox(title, text);
    frame.getStyleClass().add("outline-frame");
    GridPane.setHalignment(frame, HPos.LEFT);
    GridPane.setValignment(frame, VPos.TOP);
    return frame;
  }

  private static ColumnConstraints half() {
    ColumnConstraints column = new ColumnConstraints();
    column.setPercentWidth(50);
    return column;
  }

  private static RowConstraints row(double percent) {
    RowConstraints row = new RowConstraints();
    row.setPercentHeight(percent);
    return row;
  }
}
