package org.dropoutdistillery.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.CheckpointWriter;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.store.TeacherOrigin;
import org.dropoutdistillery.tensor.Workers;

/** Runs that did not come to their end. */
final class LeftRun {
  private LeftRun() {}

  /** Returns the recipe of {@link Terminal#run}. */
  static Recipe recipe() {
    Map<String, String> changes = new LinkedHashMap<>();
    List<String> quick = Terminal.QUICK;
    for (int i = 1; i < quick.size(); i += 2) {
      String[] change = quick.get(i).split("=", 2);
      changes.put(change[0], change[1]);
    }
    return new RecipeCatalog().load("digits", changes);
  }

  /** Does the first steps of a run as a process would that is killed then. */
  static void leave(
      Path out, Recipe recipe, RunData data, Network trained, TeacherOrigin origin, long step) {
    try (Workers workers = new Workers(2);
        CheckpointWriter writer =
            new CheckpointWriter(new CheckpointFile(out, data, origin), 0, failure -> {})) {
      RunDriver driver = new RunDriver(new Run(recipe, data, trained, workers), p -> {}, false);
      driver.keepWith(writer);
      driver.driveTo(step);
    }
  }
}
