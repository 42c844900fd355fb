package org.dropoutdistillery.desktop.app;

import java.time.Duration;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.Workbench;

/**
 * A start that nobody sees, which ends by itself after the first steps of a run: what it loads, the
 * JVM keeps in an archive for the starts that follow.
 */
final class WarmUp {
  /** The argument that asks for it. */
  static final String ARGUMENT = "--warm-up";

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final long MOST_MILLIS = 60_000;

  private WarmUp() {}

  /** Makes the window invisible, and ends the JVM where it does not end in time. */
  static void begin(Stage stage) {
    stage.setOpacity(0);
    Thread guard =
        new Thread(
            () -> {
              try {
                Thread.sleep(MOST_MILLIS);
                Runtime.getRuntime().halt(1);
              } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
              }
            },
            "distillery-warm-up");
    guard.setDaemon(true);
    guard.start();
  }

  /** Runs until something was measured after a step, then ends the program. */
  static void run(Workbench workbench) {
    new Ticker().start(INTERVAL, () -> goOn(workbench));
  }

  private static void goOn(Workbench workbench) {
    boolean measured = workbench.curve().stream().anyMatch(point -> point.step() > 0);
    if (measured || workbench.state().get().isOver()) {
      Platform.exit();
    } else if (workbench.state().get() == RunState.READY) {
      workbench.run();
    }
  }
}
