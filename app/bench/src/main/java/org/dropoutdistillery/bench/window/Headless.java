package org.dropoutdistillery.bench.window;

import java.nio.file.Files;
import java.util.Locale;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunListener;
import org.dropoutdistillery.tensor.Workers;

/**
 * The same run as in the window, without one: waits after step 0 in the same way, then is timed.
 */
final class Headless {
  private Headless() {}

  /**
   * @param arguments one, as {@link Probe} takes it
   */
  public static void main(String[] arguments) throws Exception {
    Scene scene = Scene.parse(arguments[0]);
    Recipe recipe = scene.settled();
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      RunDriver driver =
          new RunDriver(new Run(recipe, RunData.load(recipe), workers), new Deaf(), true);
      Thread thread = new Thread(driver::drive, "distillery-run");
      thread.start();
      WindowHand.until(driver::isWaiting);
      long start = System.nanoTime();
      driver.resume();
      WindowHand.until(() -> driver.progress().testing() || !thread.isAlive());
      double seconds = (System.nanoTime() - start) / 1e9;
      double pace = driver.progress().totalSteps() / seconds;
      driver.cancel(); // nobody asks for the test
      thread.join();
      Files.writeString(scene.out(), String.format(Locale.ROOT, "stepsPerSecond %.6f%n", pace));
    }
  }

  private static final class Deaf implements RunListener {
    @Override
    public void evaluated(EvaluationPoint point) {
      // The driver keeps it.
    }
  }
}
