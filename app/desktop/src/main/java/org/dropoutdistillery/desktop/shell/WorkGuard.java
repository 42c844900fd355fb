package org.dropoutdistillery.desktop.shell;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.desktop.session.Workbench;

/** Asks before steps are lost that are saved nowhere. */
record WorkGuard(Workbench workbench, Overlay overlay) {
  /** Returns whether the run may be given up: none is lost, or the person says so. */
  boolean mayLoseWork() {
    return !workbench.hasWorkToLose()
        || overlay.ask(
            "Begin anew?",
            "This makes the run anew: %d steps that are saved nowhere are lost."
                .formatted(workbench.progress().get().steps()),
            "Begin anew",
            "Keep the run");
  }

  /** Begins the run anew, if it may be given up. */
  void anew(Runnable change) {
    if (mayLoseWork()) {
      change.run();
    }
  }

  /** Does something that now begins the run anew or does not. */
  void perhapsAnew(BooleanSupplier restarts, Runnable change) {
    if (!restarts.getAsBoolean() || mayLoseWork()) {
      change.run();
    }
  }
}
