package org.dropoutdistillery.desktop.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.tensor.Workers;

/**
 * Steps of a small run that nobody sees, while the window waits for its first one: what the JVM
 * compiles meanwhile, it need not while that one goes on. Ends after a moment, or as soon as the
 * window has something to do.
 */
final class Rehearsal {
  private static final long MOST_NANOS = 1_500_000_000L;
  private static final String LAYER =
      "{\"units\": 64, \"activation\": \"relu\", \"dropRate\": 0.5}";
  private static final Map<String, String> SMALL =
      Map.of(
          "teacher.layers", "[%s, %s]".formatted(LAYER, LAYER),
          "student.schedule", "\"together\"",
          "teacher.training.epochs", "1000",
          "student.training.epochs", "1000");

  private volatile boolean wanted = true;

  /** Begins as soon as the first run could. Thread of JavaFX. */
  static void beforeFirstRun(Workbench workbench) {
    Rehearsal rehearsal = new Rehearsal();
    workbench
        .state()
        .addListener(
            new ChangeListener<>() {
              private boolean begun;

              @Override
              public void changed(
                  ObservableValue<? extends RunState> state, RunState before, RunState now) {
                if (begun) {
                  rehearsal.end();
                } else if (now == RunState.READY) {
                  begun = true;
                  rehearsal.begin();
                }
              }
            });
  }

  private void begin() {
    Thread thread = new Thread(this::rehearse, "distillery-rehearsal");
    thread.setDaemon(true);
    thread.start();
  }

  /** Says that the window has something to do. */
  void end() {
    wanted = false;
  }

  /** Returns how many steps it did. */
  long rehearse() {
    Recipe recipe = new RecipeCatalog().load("digits", SMALL);
    long end = System.nanoTime() + MOST_NANOS;
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      Run run = new Run(recipe, RunData.load(recipe), workers);
      while (wanted && !run.isTrained() && System.nanoTime() < end) {
        run.step();
      }
      return run.steps();
    } catch (IOException damagedInstallation) {
      throw new UncheckedIOException(damagedInstallation);
    }
  }
}
