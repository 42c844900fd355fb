package org.dropoutdistillery.run;

import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.nn.Network;

/**
 * Lets the drop rates of a teacher grow from 0 to those of its recipe, linearly over its first
 * steps, as DropBlock does (Ghiasi, Lin and Le, NeurIPS 2018).
 */
final class DropRamp {
  // New laws are allocated so often and no oftener; a step of 1 % is less than anybody sees.
  private static final int LEVELS = 100;

  private final Network teacher;
  private final Dataset dataset;
  private final long rampSteps;
  private Recipe.Teacher settings;
  private int level = LEVELS;

  /**
   * @param teacher with the laws of {@code settings}; changed in place
   */
  DropRamp(Recipe.Teacher settings, RunData data, Network teacher) {
    this.settings = settings;
    this.teacher = teacher;
    dataset = data.dataset();
    long steps = TrainingPhase.steps(settings.training(), data.split().train());
    rampSteps = Math.round(settings.dropRamp() * steps);
  }

  /** Gives the teacher the masks that it has after so many steps of its own. */
  void reach(long teacherSteps) {
    int reached = teacherSteps >= rampSteps ? LEVELS : (int) (LEVELS * teacherSteps / rampSteps);
    if (reached != level) {
      level = reached;
      apply();
    }
  }

  /** Takes over the rates to grow to, which may change between steps. */
  void change(Recipe.Teacher newSettings) {
    settings = newSettings;
    apply();
  }

  /** Returns the rates in force. */
  Recipe.Teacher inForce() {
    return level == LEVELS ? settings : settings.withDropRatesTimes((double) level / LEVELS);
  }

  private void apply() {
    teacher.changeDropout(RecipeNetworks.architecture(inForce(), dataset));
  }
}
