package org.dropoutdistillery.desktop.masks;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.data.Dataset;

/** Which row, which mask, which weights: the line above the grids. */
final class PlaceBar extends VBox {
  private final MasksModel model;
  private final Runnable changed;
  private final TextField row = new TextField();
  private final Label rowNote = new Label();
  private final ToggleButton follow = new ToggleButton("Follow");
  private final TextField address = new TextField();
  private final ToggleButton pin = new ToggleButton("Pin");
  private final Button clear = new Button();
  private final Label problem = new Label();
  private String shownAddress = "";

  /**
   * @param changed what is to be done after the model was changed here
   */
  PlaceBar(MasksModel model, Runnable changed) {
    this.model = model;
    this.changed = changed;
    setSpacing(4);
    Button previous = button("◀", "masks-row-previous", "The row before", () -> step(-1));
    Button next = button("▶", "masks-row-next", "The row after", () -> step(1));
    row.setId("masks-row");
    row.setPrefColumnCount(4);
    row.setTooltip(new Tooltip("Number of a validation row; Enter goes there"));
    row.setOnAction(event -> act(() -> model.typeRow(row.getText())));
    rowNote.setId("masks-row-note");
    rowNote.getStyleClass().add("text-muted");
    rowNote.setMinWidth(0);
    follow.setId("masks-follow");
    follow.setTooltip(
        new Tooltip("Pressed: the weights follow the training. Not pressed: this copy is held."));
    follow.selectedProperty().bindBidirectional(model.following());
    follow.setOnAction(event -> changed.run());
    HBox left = line(previous, row, next, rowNote);

    Label name = new Label("mask address");
    name.getStyleClass().add("text-muted");
    address.setId("masks-address");
    address.setPrefColumnCount(14);
    address.setTooltip(
        new Tooltip("Where this mask is found again. Type another address and press Enter."));
    address.setOnAction(event -> act(() -> model.typeAddress(address.getText())));
    pin.setId("masks-pin");
    pin.setTooltip(new Tooltip("Keeps this mask's prediction to compare others with"));
    pin.setOnAction(event -> act(model::togglePin));
    clear.setId("masks-clear");
    clear.setTooltip(new Tooltip("Sets all units free"));
    clear.setOnAction(event -> act(model::clearForced));
    address.setMinWidth(0);
    for (Region whole : List.of(previous, next, name, pin, clear, follow)) {
      whole.setMinWidth(USE_PREF_SIZE);
    }
    HBox right = line(name, address, pin, clear, follow);
    problem.setId("masks-problem");
    problem.getStyleClass().add("danger");
    problem.setWrapText(true);
    getChildren().addAll(new WrapRow(left, right), problem);
  }

  private static HBox line(javafx.scene.Node... nodes) {
    HBox box = new HBox(8, nodes);
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }

  private Button button(String text, String id, String explanation, Runnable action) {
    Button button = new Button(text);
    button.setId(id);
    button.setTooltip(new Tooltip(explanation));
    button.setOnAction(event -> act(action));
    return button;
  }

  private void act(Runnable action) {
    action.run();
    changed.run();
  }

  private void step(int by) {
    model.goToRow(model.place().get().position() + by);
  }

  /** Shows where the model is; what is being typed stays. */
  void update() {
    boolean any = model.rows() > 0;
    setDisable(!any);
    if (any && !row.isFocused()) {
      row.setText(Integer.toString(model.rowId()));
    }
    rowNote.setText(any ? note() : "");
    boolean refused = !model.problem().get().isEmpty();
    if (!address.isFocused() || (!refused && !model.address().equals(shownAddress))) {
      address.setText(model.address());
      shownAddress = model.address();
    }
    problem.setText(model.problem().get());
    problem.setVisible(refused);
    problem.setManaged(refused);
    pin.setSelected(model.pinned().get() != null);
    int count = model.forced().get().count();
    clear.setText("Forced units: " + count + " ✕");
    clear.setDisable(count == 0);
  }

  private String note() {
    Dataset dataset = model.data().get().loaded().dataset();
    String start = "%d of %d, ".formatted(model.place().get().position() + 1, model.rows());
    int id = model.rowId();
    return start
        + (dataset.isRegression()
            ? "value " + ValueText.of(dataset.responses()[id], true)
            : "label " + dataset.classNames().get(dataset.labels()[id]));
  }
}
