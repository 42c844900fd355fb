package org.dropoutdistillery.desktop.masks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.RunArchive;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;

/** Runs of a moment. */
final class SmallRun {
  private SmallRun() {}

  /**
   * @param changes path, value, path, value, …
   */
  static Recipe recipe(String name, String... changes) {
    Map<String, String> all =
        new LinkedHashMap<>(
            Map.of(
                "teacher.training.epochs", "2",
                "student.training.epochs", "2",
                "evaluation.everySteps", "15",
                "evaluation.passes", "40",
                "evaluation.finalPasses", "40",
                "evaluation.blocks", "4",
                "evaluation.bootstrapResamples", "100"));
    for (int i = 0; i < changes.length; i += 2) {
      all.put(changes[i], changes[i + 1]);
    }
    return new RecipeCatalog().load(name, all);
  }

  static Recipe digits(String... changes) {
    String[] all = new String[changes.length + 2];
    all[0] = "teacher.layers";
    all[1] =
        "[{\"units\": 30, \"activation\": \"relu\", \"dropRate\": 0.5},"
            + " {\"units\": 20, \"activation\": \"relu\", \"dropRate\": 0.25}]";
    System.arraycopy(changes, 0, all, 2, changes.length);
    return recipe("digits", all);
  }

  static Workbench open(Recipe recipe, Path folder) {
    Workbench workbench = new Workbench(recipe, new RunArchive(folder), new Messages());
    await(workbench, () -> workbench.state().get() == RunState.READY);
    return workbench;
  }

  static void runToItsEnd(Workbench workbench) {
    workbench.run();
    await(workbench, () -> workbench.state().get().isOver());
  }

  /** Lets time go by until something is so. */
  static void await(Workbench workbench, BooleanSupplier wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    workbench.poll();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not so after a minute, in state " + workbench.state().get());
      }
      pause();
      workbench.poll();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
