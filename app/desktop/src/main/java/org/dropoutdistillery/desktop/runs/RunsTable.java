package org.dropoutdistillery.desktop.runs;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseButton;
import org.dropoutdistillery.desktop.session.Comparison;
import org.dropoutdistillery.store.ListedRun;

/** The table of earlier runs. What is selected stays so when they are read anew. */
final class RunsTable {
  private static final double LEAST_NAME = 130;
  private static final double SCROLL_BAR = 18;

  private final RunsModel model;
  private final ObservableList<ListedRun> items = FXCollections.observableArrayList();
  private final FilteredList<ListedRun> filtered = new FilteredList<>(items);
  private final TableView<ListedRun> table = new TableView<>();
  private final TableColumn<ListedRun, String> name = new TableColumn<>("Name");
  private final RunColumns columns = new RunColumns();
  private final ReadOnlyObjectWrapper<List<ListedRun>> chosen =
      new ReadOnlyObjectWrapper<>(List.of());
  private double scale = 1;
  private boolean replacing;

  RunsTable(RunsModel model) {
    this.model = model;
    table.setId("runs-table");
    table.setEditable(true);
    table.setTableMenuButtonVisible(true);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    SortedList<ListedRun> sorted = new SortedList<>(filtered);
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    nameColumn();
    table.getColumns().add(name);
    table.getColumns().addAll(columns.all());
    table
        .getSelectionModel()
        .getSelectedItems()
        .addListener((ListChangeListener<ListedRun>) change -> choose());
    table.widthProperty().addListener((property, before, now) -> fit());
    table.editingCellProperty().addListener((property, before, now) -> follow(now));
    model.runs().addListener((property, before, now) -> takeRuns());
    model
        .comparison()
        .list()
        .addListener((ListChangeListener<Comparison.Compared>) change -> table.refresh());
    takeRuns();
  }

  private void nameColumn() {
    name.setCellValueFactory(row -> new ReadOnlyStringWrapper(row.getValue().name()));
    name.setEditable(false); // but by editName: two clicks open a run
    name.setCellFactory(same -> new NameCell(run -> model.comparison().contains(run.folder())));
    name.setOnEditCommit(
        edit -> {
          if (!edit.getNewValue().equals(edit.getOldValue())) {
            model.rename(edit.getRowValue(), edit.getNewValue());
          }
          table.refresh();
        });
  }

  TableView<ListedRun> view() {
    return table;
  }

  /** Returns the runs that are selected, from above to below. */
  ReadOnlyObjectWrapper<List<ListedRun>> chosen() {
    return chosen;
  }

  /** Returns how many runs pass the filter. */
  int shown() {
    return filtered.size();
  }

  void filter(String words) {
    keepingChoice(
        () -> filtered.setPredicate(words.isBlank() ? null : run -> RunsText.matches(run, words)));
  }

  /** Lets the name of the selected run be typed. */
  void editName() {
    int row = table.getSelectionModel().getSelectedIndex();
    if (row >= 0) {
      table.requestFocus();
      table.scrollTo(row);
      table.layout();
      name.setEditable(true);
      table.edit(row, name);
    }
  }

  private void follow(TablePosition<ListedRun, ?> editing) {
    if (editing == null) {
      name.setEditable(false);
      takeRuns();
    }
  }

  /** Says what to do when a run is clicked twice. */
  void whenDoubleClicked(Runnable open) {
    table.setRowFactory(
        same -> {
          TableRow<ListedRun> row = new TableRow<>();
          row.setOnMouseClicked(
              click -> {
                boolean twice =
                    click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2;
                if (twice && !row.isEmpty() && table.getEditingCell() == null) {
                  open.run();
                }
              });
          return row;
        });
  }

  void setScale(double newScale) {
    scale = newScale;
    fit();
    table.refresh();
  }

  private void fit() {
    double room = table.getWidth() - SCROLL_BAR;
    if (room > 0) {
      columns.fit(room - LEAST_NAME * scale, scale);
      name.setPrefWidth(Math.max(LEAST_NAME * scale, room - columns.width()));
    }
  }

  /** Not while a name is being typed: that would be lost. */
  private void takeRuns() {
    List<ListedRun> runs = model.runs().get();
    if (runs != null && table.getEditingCell() == null && !items.equals(runs)) {
      keepingChoice(() -> items.setAll(runs));
    }
  }

  private void keepingChoice(Runnable replacement) {
    Set<Path> before = new HashSet<>(chosen.get().stream().map(ListedRun::folder).toList());
    replacing = true;
    replacement.run();
    table.getSelectionModel().clearSelection();
    for (int i = 0; i < table.getItems().size(); i++) {
      if (before.contains(table.getItems().get(i).folder())) {
        table.getSelectionModel().select(i);
      }
    }
    replacing = false;
    choose();
  }

  private void choose() {
    if (!replacing) {
      chosen.set(
          table.getSelectionModel().getSelectedItems().stream().filter(Objects::nonNull).toList());
    }
  }
}
