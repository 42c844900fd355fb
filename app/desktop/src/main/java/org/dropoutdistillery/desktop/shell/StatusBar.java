package org.dropoutdistillery.desktop.shell;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.controlsfx.control.action.Action;
import org.dropoutdistillery.desktop.page.Glances;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.Tasks;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.RunProgress;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** What stands along the bottom: where the run is, what it costs, tasks and messages. */
final class StatusBar {
  // Every change is a frame, which costs training time. A step counter that races cannot be read.
  private static final double READABLE_STEPS_PER_SECOND = 10;

  private final Workbench workbench;
  private final Meter meter;
  private final Glances glances = new Glances();
  private final HBox bar = new HBox();
  private final Label phase = new Label();
  private final ProgressBar progress = new ProgressBar(0);
  private final Button stop;
  private final Label speed = new Label();
  private final Label display = new Label();
  private final Label memory = new Label();
  private RunState shown;

  StatusBar(Workbench workbench, Meter meter, Messages messages, Tasks tasks, Commands commands) {
    this.workbench = workbench;
    this.meter = meter;
    bar.getStyleClass().add("status-bar-own");
    phase.setId("phase");
    progress.setId("progress");
    stop = button("stop", Material2AL.CLOSE, commands.action("stop"));
    Button taskButton = button("tasks", Material2AL.LIST, commands.action("tasks"));
    taskButton
        .textProperty()
        .bind(Bindings.createStringBinding(() -> count(tasks.list(), "task"), tasks.list()));
    taskButton.visibleProperty().bind(Bindings.isNotEmpty(tasks.list()));
    taskButton.managedProperty().bind(taskButton.visibleProperty());
    Button log = button("messages", Material2MZ.OUTLINED_FLAG, commands.action("messages"));
    log.textProperty()
        .bind(
            Bindings.createStringBinding(() -> count(messages.list(), "message"), messages.list()));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    tip(speed, "Steps of the run in the last second");
    tip(display, "Share of one processor's time that drawing takes");
    tip(memory, "Memory that the program takes");
    bar.getChildren().addAll(phase, progress, stop, gap, speed, display, memory, taskButton, log);
  }

  private static String count(List<?> list, String what) {
    return list.size() + " " + what + (list.size() == 1 ? "" : "s");
  }

  private static void tip(Label label, String text) {
    label.setTooltip(new Tooltip(text));
  }

  private static Button button(String id, Ikon icon, Action action) {
    Button button = new Button(null, new FontIcon(icon));
    button.setId(id);
    button.getStyleClass().addAll(Styles.FLAT, "status-button");
    button.setTooltip(new Tooltip(action.getText()));
    button.setOnAction(pressed -> Commands.run(action));
    button.disableProperty().bind(action.disabledProperty());
    return button;
  }

  Node root() {
    return bar;
  }

  void refresh(long nanoTime) {
    RunProgress now = workbench.progress().get();
    RunState state = workbench.state().get();
    boolean races = state == RunState.TESTING || meter.stepsPerSecond() > READABLE_STEPS_PER_SECOND;
    if (state == shown && races && !glances.isDue(nanoTime)) {
      return;
    }
    shown = state;
    glances.take(nanoTime);
    phase.setText(words(state, now));
    double share = now == null ? 0 : (double) now.steps() / now.totalSteps();
    progress.setProgress(shown(state, now, share));
    progress.pseudoClassStateChanged(
        javafx.css.PseudoClass.getPseudoClass("distilling"),
        now != null && now.phase() == Phase.STUDENT);
    stop.setVisible(!state.isOver() && state != RunState.PREPARING && share > 0);
    if (meter.tick(nanoTime, now == null ? 0 : now.steps())) {
      double steps = meter.stepsPerSecond();
      speed.setText(String.format(Locale.ROOT, "%,.0f steps/s", steps).replace(',', ' '));
      display.setText(String.format(Locale.ROOT, "display %.1f %%", 100 * meter.displayShare()));
      memory.setText(Memory.words());
    }
  }

  private static double shown(RunState state, RunProgress now, double share) {
    if (state == RunState.PREPARING) {
      return ProgressBar.INDETERMINATE_PROGRESS;
    }
    return state == RunState.TESTING ? now.testShare() : share;
  }

  static String words(RunState state, RunProgress now) {
    if (now == null || !state.canStep()) {
      if (state == RunState.TESTING) {
        return "%s · %.0f %%".formatted(state.label(), 100 * now.testShare());
      }
      boolean stopped = state == RunState.FINISHED && now != null && now.steps() < now.totalSteps();
      return stopped ? "Stopped at step " + now.steps() : state.label();
    }
    String who =
        switch (now.phase()) {
          case TEACHER -> "Teacher";
          case STUDENT -> "Distilling";
          case BOTH -> "Teacher and student";
        };
    String steps = "step " + now.steps() + " of " + now.totalSteps();
    String waits = state == RunState.RUNNING ? "" : state.label() + " · ";
    return waits + who + ", " + steps;
  }
}
