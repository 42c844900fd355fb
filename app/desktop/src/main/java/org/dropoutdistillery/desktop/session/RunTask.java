package org.dropoutdistillery.desktop.session;

import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunProgress;

/** Shows the run among the tasks while it learns or is measured; cancelling it stops the run. */
public final class RunTask {
  private final Workbench workbench;
  private final Tasks tasks;
  private RunState shown;
  private Tasks.Task task;

  public RunTask(Workbench workbench, Tasks tasks) {
    this.workbench = workbench;
    this.tasks = tasks;
  }

  /** Brings the task to where the run is. A step alone is over before it could be read. */
  public void refresh() {
    RunState state = workbench.state().get();
    if (state != shown) {
      shown = state;
      replace(state);
    }
    if (task != null) {
      task.progress().set(share(state, workbench.progress().get()));
    }
  }

  private void replace(RunState state) {
    if (task != null) {
      task.done();
      task = null;
    }
    if (state == RunState.RUNNING || state == RunState.TESTING) {
      task = tasks.add(name(state, workbench.recipe().get()), workbench::stop);
    }
  }

  private static String name(RunState state, Recipe recipe) {
    String run = recipe.name() + ", seed " + recipe.seed();
    return state == RunState.TESTING ? "Measuring the test rows: " + run : "Run: " + run;
  }

  private static double share(RunState state, RunProgress now) {
    return state == RunState.TESTING
        ? now.testShare()
        : (double) now.steps() / Math.max(1, now.totalSteps());
  }
}
