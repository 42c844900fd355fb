package org.dropoutdistillery.bench.window;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.dropoutdistillery.run.Checkpoint;
import org.dropoutdistillery.run.CheckpointSink;
import org.dropoutdistillery.run.CheckpointWriter;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunListener;
import org.dropoutdistillery.run.RunProgress;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.tensor.Workers;

/**
 * The same run as in the window, without one, and with the same checkpoints, which the terminal
 * writes too: waits after step 0 in the same way, rests as long, then is timed.
 */
final class Headless {
  private Headless() {}

  /**
   * @param arguments one, as {@link Probe} takes it
   */
  public static void main(String[] arguments) throws Exception {
    Scene scene = Scene.parse(arguments[0]);
    Recipe recipe = scene.settled();
    RunData data = RunData.load(recipe);
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
        CheckpointWriter writer = writer(scene, data)) {
      RunDriver driver = new RunDriver(new Run(recipe, data, workers), new Deaf(), true);
      driver.keepWith(writer);
      Thread thread = new Thread(driver::drive, "distillery-run");
      thread.start();
      WindowHand.until(driver::isWaiting);
      Thread.sleep(Play.GLANCE_MILLIS);
      long start = System.nanoTime();
      driver.resume();
      // Asked no more often than the window is, and for the same: it has left the training.
      while (thread.isAlive() && stepsLeft(driver.progress()) > Play.NEARLY_DONE) {
        Thread.sleep(Play.ASKING_MILLIS);
      }
      WindowHand.until(() -> !WindowHand.isTraining(thread));
      double seconds = (System.nanoTime() - start) / 1e9;
      double pace = driver.progress().totalSteps() / seconds;
      driver.cancel(); // nobody asks for the test
      thread.join();
      Files.writeString(scene.out(), String.format(Locale.ROOT, "stepsPerSecond %.6f%n", pace));
    }
  }

  /** Returns the share of the steps that is still to come. */
  static double stepsLeft(RunProgress progress) {
    return 1 - (double) progress.steps() / progress.totalSteps();
  }

  private static CheckpointWriter writer(Scene scene, RunData data) throws IOException {
    Path folder = Files.createTempDirectory(scene.out().getParent(), "kept");
    return new CheckpointWriter(
        new Kept(new CheckpointFile(folder, data, null)),
        CheckpointWriter.SECONDS,
        problem -> {
          throw new IllegalStateException(problem);
        });
  }

  /** As in the window, where there is nothing to lose before the first step. */
  private record Kept(CheckpointSink file) implements CheckpointSink {
    @Override
    public void write(Checkpoint checkpoint) throws IOException {
      if (checkpoint.steps() > 0) {
        file.write(checkpoint);
      }
    }
  }

  private static final class Deaf implements RunListener {
    @Override
    public void evaluated(EvaluationPoint point) {
      // The driver keeps it.
    }
  }
}
