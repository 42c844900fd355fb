package org.dropoutdistillery.desktop.masks;

import java.util.Objects;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.Snapshot;

/**
 * The networks that masks are looked at in. Two are equal if their numbers must be, whatever arrays
 * hold them: copies of one run at one step.
 *
 * @param run tells runs, and their ends, apart
 * @param step after which they were copied
 * @param settings in force then
 * @param student null before there is one
 */
record Weights(int run, long step, Recipe settings, Network teacher, Network student) {
  static Weights of(int run, Snapshot snapshot) {
    return new Weights(
        run, snapshot.step(), snapshot.settings(), snapshot.teacher(), snapshot.student());
  }

  static Weights of(int run, RunOutcome outcome) {
    return new Weights(
        run, outcome.steps(), outcome.recipe().settled(), outcome.teacher(), outcome.student());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weights weights
        && run == weights.run
        && step == weights.step
        && settings.equals(weights.settings)
        && (student == null) == (weights.student == null);
  }

  @Override
  public int hashCode() {
    return Objects.hash(run, step);
  }
}
