package org.dropoutdistillery.desktop.session;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;

/** A workbench with a run on the digits that is over in a second: 42 steps of each network. */
public final class TinyBench {
  private static final Map<String, String> TINY =
      Map.ofEntries(
          Map.entry(
              "teacher.layers",
              "[{\"units\": 16, \"activation\": \"relu\", \"dropRate\": 0.5},"
                  + " {\"units\": 12, \"activation\": \"relu\", \"dropRate\": 0.25}]"),
          Map.entry("teacher.training.epochs", "2"),
          Map.entry("student.training.epochs", "2"),
          Map.entry("evaluation.everySteps", "7"),
          Map.entry("evaluation.passes", "20"),
          Map.entry("evaluation.finalPasses", "40"),
          Map.entry("evaluation.blocks", "4"),
          Map.entry("evaluation.bootstrapResamples", "100"));

  private TinyBench() {}

  /**
   * @param changes path, value, path, value, …
   */
  public static Recipe recipe(String... changes) {
    Map<String, String> all = new LinkedHashMap<>(TINY);
    for (int i = 0; i < changes.length; i += 2) {
      all.put(changes[i], changes[i + 1]);
    }
    return new RecipeCatalog().load("digits", all);
  }

  public static Workbench open(Path folder, String... changes) {
    return new Workbench(recipe(changes), new RunArchive(folder), new Messages());
  }

  /** Ends the run and waits until nothing is written any more. */
  public static void close(Workbench workbench) {
    workbench.close();
    try {
      if (!workbench.awaitEnd(30)) {
        throw new AssertionError("the run does not end");
      }
    } catch (InterruptedException asked) {
      throw new AssertionError(asked);
    }
  }

  /** Polls, as the window does, until something is so; fails after half a minute. */
  public static void await(Workbench workbench, BooleanSupplier reached) {
    long start = System.nanoTime();
    workbench.poll();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() - start > 30_000_000_000L) {
        throw new AssertionError(
            "still " + workbench.state().get() + " " + workbench.progress().get());
      }
      LockSupport.parkNanos(2_000_000);
      workbench.poll();
    }
  }

  public static void await(Workbench workbench, RunState state) {
    await(workbench, () -> workbench.state().get() == state);
  }
}
