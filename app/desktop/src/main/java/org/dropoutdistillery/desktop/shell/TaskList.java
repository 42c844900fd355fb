package org.dropoutdistillery.desktop.shell;

import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.desktop.session.Tasks;

/** What goes on in the background, each with its progress and a way to cancel it. */
final class TaskList {
  private final Tasks tasks;
  private final Overlay overlay;
  private final VBox rows = new VBox();
  private final VBox card = new VBox(Overlay.heading("Tasks"), rows);

  TaskList(Tasks tasks, Overlay overlay) {
    this.tasks = tasks;
    this.overlay = overlay;
    card.getStyleClass().add("task-list");
    rows.getStyleClass().add("group");
    tasks.list().addListener((ListChangeListener<Tasks.Task>) change -> fill());
  }

  private void fill() {
    rows.getChildren().setAll(tasks.list().stream().map(TaskList::row).toList());
    if (tasks.list().isEmpty()) {
      rows.getChildren().setAll(new Label("Nothing goes on in the background."));
    }
  }

  private static Node row(Tasks.Task task) {
    Label name = new Label(task.name());
    ProgressBar progress = new ProgressBar();
    progress.progressProperty().bind(task.progress());
    Button cancel = new Button("Cancel");
    cancel.setDisable(!task.canCancel());
    cancel.setOnAction(pressed -> task.cancel());
    HBox.setHgrow(name, Priority.ALWAYS);
    name.setMaxWidth(Double.MAX_VALUE);
    return new HBox(name, progress, cancel);
  }

  void show() {
    fill();
    overlay.show(card, Pos.BOTTOM_RIGHT, null);
  }
}
