package org.dropoutdistillery.desktop.averaging;

import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.Snapshot;

/**
 * The networks of one moment, and the rows to measure them on.
 *
 * @param place when that was
 * @param settings that were in force, with an empty journal
 * @param student null before there is one
 */
record Subject(Place place, Recipe settings, RunData data, Network teacher, Network student) {
  /**
   * A moment of a run; the same one always has the same networks.
   *
   * @param run counts the runs that this window has seen
   * @param step how many steps were done
   * @param finished whether the run is over, so that test rows may be looked at
   */
  record Place(long run, long step, boolean finished) {
    String rowsName() {
      return finished ? "test" : "validation";
    }
  }

  static Subject of(long run, RunData data, Snapshot copy) {
    return new Subject(
        new Place(run, copy.step(), false), copy.settings(), data, copy.teacher(), copy.student());
  }

  static Subject of(long run, RunData data, RunOutcome outcome) {
    return new Subject(
        new Place(run, outcome.steps(), true),
        outcome.recipe().settled(),
        data,
        outcome.teacher(),
        outcome.student());
  }

  int[] rowIds() {
    return place.finished() ? data.split().test() : data.split().validation();
  }
}
