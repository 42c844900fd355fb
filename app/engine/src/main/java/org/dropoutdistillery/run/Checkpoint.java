package org.dropoutdistillery.run;

import java.util.List;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.nn.Network;

/**
 * All that a run is between two of its steps: who goes on from here, gets the bits of who never
 * stopped. Which rows and masks a step sees follows from its number, so no stream has a state.
 *
 * @param recipe as given at the start, with changes that are still to come
 * @param journal the changes that acted so far
 * @param trainsTeacher whether the run trains its teacher, and not only distils one
 * @param steps done
 * @param seconds spent running so far, pauses not counted
 * @param curve evaluations so far; the one of this step may still be due
 * @param state weights, what optimisers remember, counters
 */
public record Checkpoint(
    Recipe recipe,
    List<LiveChange> journal,
    boolean trainsTeacher,
    long steps,
    double seconds,
    List<EvaluationPoint> curve,
    CheckpointState state) {
  public Checkpoint {
    journal = List.copyOf(journal);
    curve = List.copyOf(curve);
  }

  /**
   * Makes sure that the parts fit each other and the data.
   *
   * @throws IllegalArgumentException if they do not
   */
  void requireSound(RunData data) {
    Require.that(steps >= 0, "steps", steps, "a whole number from 0 up");
    Require.that(
        seconds >= 0 && Double.isFinite(seconds), "seconds", seconds, "a number from 0 up");
    for (LiveChange change : journal) {
      Require.that(change.step() < steps, "journal", change, "changes before step " + steps);
    }
    SoundCurve.require(curve, steps, data.dataset().isRegression());
  }

  /**
   * Returns the teacher as it is; where the run does not train it, as it came.
   *
   * @param dataset that the run sees
   * @throws IllegalArgumentException if its weights are missing or do not fit
   */
  public Network teacher(Dataset dataset) {
    Network teacher = RecipeNetworks.teacher(settings(), dataset);
    teacher.exchange("teacher", state.giving());
    return teacher;
  }

  /** Returns the values in force, with an empty journal. */
  Recipe settings() {
    return recipe.withChanges(journal).settled();
  }

  /** Returns how many of the recipe's own changes have been looked at. */
  int replayed() {
    return (int) recipe.changes().stream().filter(change -> change.step() < steps).count();
  }
}
