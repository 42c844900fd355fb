package org.dropoutdistillery.desktop.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.run.EvaluationPoint;

/**
 * Writes down when the window had come how far, for those who measure it: a line for each mark, its
 * name and the nanoseconds since 1970, into the file that the system property {@code
 * distillery.trace} names. Does nothing where it names none. Belongs to the FX thread.
 */
final class Trace {
  private static final String OUTLINE = "skeleton";

  private final Path file;
  private final Set<String> seen = new HashSet<>();
  private ObservableList<EvaluationPoint>
      curve; // held: its source hears it only while somebody does

  private Trace(Path file) {
    this.file = file;
  }

  /** Returns one that writes into the named file, or nowhere. */
  static Trace ofProperty() {
    String name = System.getProperty("distillery.trace");
    return new Trace(name == null ? null : Path.of(name));
  }

  /** Marks {@code start}, of the JVM, and {@code skeleton}, once the outline is on the screen. */
  void followOutline(Scene scene) {
    markWhenDrawn(scene, OUTLINE);
  }

  /**
   * Marks the first time that the run is {@code ready}, {@code running} and {@code finished}, and
   * that the screen shows the {@code firstPoint} after a step and a student that is {@code
   * separated} from standard dropout beyond doubt.
   */
  void follow(Workbench workbench, Scene scene) {
    if (file == null) {
      return;
    }
    workbench.state().addListener((state, before, now) -> entered(now));
    curve = workbench.curve();
    curve.addListener(
        (ListChangeListener<EvaluationPoint>)
            change -> curve.forEach(point -> measured(point, scene)));
  }

  private void entered(RunState state) {
    switch (state) {
      case READY -> mark("ready");
      case RUNNING -> mark("running");
      case FINISHED -> mark("finished");
      default -> {} // of no interest
    }
  }

  private void measured(EvaluationPoint point, Scene scene) {
    Interval headline = point.report().headline();
    if (point.step() > 0) {
      markWhenDrawn(scene, "firstPoint");
    }
    if (headline != null && headline.low() > 0) {
      markWhenDrawn(scene, "separated");
    }
  }

  /** Marks in the second pulse from now on: it waits until the first is drawn. */
  private void markWhenDrawn(Scene scene, String name) {
    if (file == null || !seen.add(name)) {
      return;
    }
    Runnable[] listener = new Runnable[1];
    int[] pulses = new int[1];
    listener[0] =
        () -> {
          if (++pulses[0] == 2) {
            scene.removePostLayoutPulseListener(listener[0]);
            write(name, now());
            if (name.equals(OUTLINE)) {
              write("start", ManagementFactory.getRuntimeMXBean().getStartTime() * 1_000_000L);
            }
          } else {
            Platform.requestNextPulse();
          }
        };
    scene.addPostLayoutPulseListener(listener[0]);
    Platform.requestNextPulse();
  }

  private void mark(String name) {
    if (file != null && seen.add(name)) {
      write(name, now());
    }
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private void write(String name, long nanos) {
    try {
      Files.writeString(
          file, name + " " + nanos + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException notWritten) {
      throw new UncheckedIOException(notWritten);
    }
  }
}
