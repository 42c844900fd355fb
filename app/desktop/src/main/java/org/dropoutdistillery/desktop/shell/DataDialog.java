package org.dropoutdistillery.desktop.shell;

import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.data.TablePreview;
import org.dropoutdistillery.data.Task;

/** Shows the start of a file, and lets a person say which column is to be predicted. */
final class DataDialog {
  /** What the list says means what; the first is found from the values. */
  private static final List<Task> TASKS = Arrays.asList(null, Task.CLASSES, Task.NUMBERS);

  private static final int MOST_COLUMNS = 40;
  private static final int MOST_ROWS = 50;

  /** Takes what was chosen. */
  interface Chosen {
    /**
     * @param label index of the column to predict; null where the file keeps it apart
     * @param task null: found from the values
     */
    void open(String label, Task task);
  }

  private final TablePreview preview;
  private final Overlay overlay;
  private final Chosen chosen;
  private final ComboBox<String> label = new ComboBox<>();
  private final ComboBox<String> task = new ComboBox<>();

  DataDialog(TablePreview preview, Overlay overlay, Chosen chosen) {
    this.preview = preview;
    this.overlay = overlay;
    this.chosen = chosen;
  }

  void show() {
    VBox card = new VBox(Overlay.heading(preview.file().getFileName().toString()));
    card.getStyleClass().add("data-dialog");
    card.getChildren().addAll(Overlay.wrapped(preview.format() + "."), table());
    if (preview.needsLabel()) {
      card.getChildren().add(choices());
    }
    Button open = new Button("Open");
    open.setId("open-own-data");
    open.setDefaultButton(true);
    open.setOnAction(pressed -> open());
    Button cancel = new Button("Cancel");
    cancel.setOnAction(pressed -> overlay.close());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(gap, cancel, open);
    buttons.getStyleClass().add("card-buttons");
    card.getChildren().add(buttons);
    overlay.show(card, Pos.CENTER, null);
    open.requestFocus();
  }

  private TableView<List<String>> table() {
    TableView<List<String>> table = new TableView<>();
    table.setId("preview");
    int columns = Math.min(MOST_COLUMNS, preview.columns().size());
    for (int i = 0; i < columns; i++) {
      int index = i;
      TableColumn<List<String>, String> column = new TableColumn<>(preview.columns().get(i));
      column.setSortable(false);
      column.setCellValueFactory(row -> new ReadOnlyStringWrapper(cell(row.getValue(), index)));
      table.getColumns().add(column);
    }
    table.getItems().setAll(preview.rows().subList(0, Math.min(MOST_ROWS, preview.rows().size())));
    if (columns <= 3) {
      table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
    }
    return table;
  }

  private static String cell(List<String> row, int index) {
    return index < row.size() ? row.get(index) : "";
  }

  private Region choices() {
    label.setId("label-column");
    label.getItems().setAll(preview.columns());
    label.getSelectionModel().selectLast();
    label.setOnAction(picked -> fillTasks());
    task.setId("task");
    fillTasks();
    HBox row = new HBox(new Label("Predict"), label, new Label("as"), task);
    row.getStyleClass().add("card-line");
    return row;
  }

  private void fillTasks() {
    String found = preview.guess(labelIndex()) == Task.CLASSES ? "classes" : "numbers";
    task.getItems().setAll("found: " + found, "classes", "numbers");
    task.getSelectionModel().selectFirst();
  }

  private int labelIndex() {
    return Math.max(0, label.getSelectionModel().getSelectedIndex());
  }

  private void open() {
    overlay.close();
    int index = task.getSelectionModel().getSelectedIndex();
    Task asked = TASKS.get(Math.max(0, index));
    chosen.open(preview.needsLabel() ? Integer.toString(labelIndex()) : null, asked);
  }
}
