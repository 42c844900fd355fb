package org.dropoutdistillery.desktop.app;

import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.Workbench;

/** Runs and pauses, and says where the run is. */
final class PlainWindow {
  private final Workbench workbench;
  private final Label where = new Label();
  private final VBox root;

  PlainWindow(Workbench workbench) {
    this.workbench = workbench;
    Button run = new Button("Run or pause");
    run.setId("run");
    run.setOnAction(
        pressed -> {
          if (workbench.state().get() == RunState.RUNNING) {
            workbench.pause();
          } else {
            workbench.run();
          }
        });
    root = new VBox(run, where);
  }

  Parent root() {
    return root;
  }

  void refresh(long nanoTime) {
    workbench.poll();
    where.setText(workbench.state().get().label() + " " + workbench.progress().get());
  }
}
