package org.dropoutdistillery.desktop.shell;

import java.util.Locale;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitMenuButton;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.DistilSchedule;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.RunDriver.StepSize;

/** Does one step or epoch of whom was chosen last. */
final class StepButton extends SplitMenuButton {
  private final Workbench workbench;
  private final Messages messages;
  private Phase who = Phase.BOTH;
  private StepSize size = StepSize.STEP;

  StepButton(Workbench workbench, Messages messages) {
    this.workbench = workbench;
    this.messages = messages;
    setId("step");
    setOnAction(pressed -> step());
    for (StepSize each : StepSize.values()) {
      for (Phase phase : new Phase[] {Phase.BOTH, Phase.TEACHER, Phase.STUDENT}) {
        MenuItem item = new MenuItem("One " + word(each) + ": " + word(phase));
        item.setId("step:" + word(phase) + ":" + word(each));
        item.setOnAction(chosen -> choose(phase, each));
        item.setUserData(phase);
        getItems().add(item);
      }
    }
    setOnShowing(
        shown ->
            getItems()
                .forEach(
                    item -> item.setDisable(item.getUserData() == Phase.TEACHER && isFrozen())));
    name();
  }

  private boolean isFrozen() {
    return workbench.progress().get() != null
        && workbench.progress().get().phase() == Phase.STUDENT
        && workbench.recipe().get().student().schedule() == DistilSchedule.SEQUENTIAL;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void choose(Phase phase, StepSize newSize) {
    who = phase;
    size = newSize;
    name();
    step();
  }

  private void name() {
    setText((size == StepSize.STEP ? "Step: " : "Epoch: ") + word(who));
  }

  /** Does the step, and says so where there is none. */
  void step() {
    if (!workbench.step(who, size) && workbench.state().get().canStep()) {
      String learner = who == Phase.BOTH ? "run" : word(who);
      messages.info("The " + learner + " has no step left to do.");
    }
  }
}
