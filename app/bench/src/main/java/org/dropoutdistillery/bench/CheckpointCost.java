package org.dropoutdistillery.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.run.CheckpointWriter;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.store.FolderTree;
import org.dropoutdistillery.tensor.Workers;

/**
 * What checkpoints cost: the same run twice in this process, one that is kept every 5 s and one
 * that is not, in turns of 10 s, without evaluations. Prints steps a second of each turn and the
 * median of their ratios. Takes less than 3 minutes, and wants a machine that does nothing else:
 *
 * <pre>java -cp app/bench/target/distillery-bench.jar org.dropoutdistillery.bench.CheckpointCost \
 *     [RECIPE] [KEY=VALUE ...]</pre>
 */
public final class CheckpointCost {
  private static final int TURNS = 6;
  private static final double TURN_SECONDS = 10;
  private static final double WARM_UP_SECONDS = 4;

  private CheckpointCost() {}

  /**
   * @param arguments a recipe, by default {@code fashion}, and values for it, such as {@code
   *     student.schedule=together}, with which both networks and all that they remember are kept
   */
  @SuppressWarnings("SystemOut") // the numbers are what one runs it for
  public static void main(String[] arguments) throws IOException {
    Recipe recipe = recipe(arguments);
    RunData data = RunData.load(recipe);
    Path folder = Files.createTempDirectory("checkpoint-cost");
    List<IOException> notWritten = new ArrayList<>();
    try (Turns alone = new Turns(recipe, data, null);
        CheckpointWriter writer =
            new CheckpointWriter(
                new CheckpointFile(folder, data, null), CheckpointWriter.SECONDS, notWritten::add);
        Turns kept = new Turns(recipe, data, writer)) {
      alone.stepsPerSecond(WARM_UP_SECONDS);
      kept.stepsPerSecond(WARM_UP_SECONDS);
      double[] ratios = new double[TURNS];
      for (int turn = 0; turn < TURNS; turn++) {
        rest(CheckpointWriter.SECONDS + 1); // what is due meanwhile is written in nobody's time
        boolean keptFirst = turn % 2 == 1;
        double first = (keptFirst ? kept : alone).stepsPerSecond(TURN_SECONDS);
        double second = (keptFirst ? alone : kept).stepsPerSecond(TURN_SECONDS);
        double with = keptFirst ? first : second;
        double without = keptFirst ? second : first;
        ratios[turn] = with / without;
        System.out.printf(
            Locale.ROOT,
            "turn %d of %d: %.1f steps/s without, %.1f with: %.2f %%%n",
            turn + 1,
            TURNS,
            without,
            with,
            100 * ratios[turn]);
      }
      Arrays.sort(ratios);
      System.out.printf(
          Locale.ROOT,
          "%s, checkpoints of %.1f MB every %.0f s: %.2f %% of the steps/s without (median of %d"
              + " turns, %.2f to %.2f)%n",
          recipe.name(),
          size(folder) / 1e6,
          CheckpointWriter.SECONDS,
          50 * (ratios[TURNS / 2] + ratios[TURNS / 2 - 1]),
          TURNS,
          100 * ratios[0],
          100 * ratios[TURNS - 1]);
    } finally {
      FolderTree.delete(folder);
    }
    if (!notWritten.isEmpty()) {
      throw new UncheckedIOException(notWritten.get(0));
    }
  }

  /** So long that it never comes to its end, nor to an evaluation after that of step 0. */
  private static Recipe recipe(String... arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("teacher.training.epochs", "100000");
    values.put("student.training.epochs", "100000");
    values.put("evaluation.everySteps", "1000000000");
    for (int i = 1; i < arguments.length; i++) {
      String[] value = arguments[i].split("=", 2);
      values.put(value[0], value[1]);
    }
    return new RecipeCatalog().load(arguments.length == 0 ? "fashion" : arguments[0], values);
  }

  private static long size(Path folder) throws IOException {
    return Files.size(folder.resolve("checkpoint.npz"));
  }

  private static void rest(double seconds) {
    try {
      Thread.sleep((long) (1000 * seconds));
    } catch (InterruptedException asked) {
      throw new IllegalStateException(asked);
    }
  }

  /** A run that goes on when it is its turn. */
  private static final class Turns implements AutoCloseable {
    private final Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
    private final RunDriver driver;
    private final Thread thread;

    Turns(Recipe recipe, RunData data, CheckpointWriter writer) {
      driver = new RunDriver(new Run(recipe, data, workers), point -> {}, true);
      if (writer != null) {
        driver.keepWith(writer);
      }
      thread = new Thread(driver::drive, "distillery-run");
      thread.start();
      until(driver::isPaused);
    }

    double stepsPerSecond(double seconds) {
      long steps = driver.progress().steps();
      long start = System.nanoTime();
      driver.resume();
      rest(seconds);
      driver.pause();
      until(driver::isPaused);
      return (driver.progress().steps() - steps) / ((System.nanoTime() - start) / 1e9);
    }

    private void until(BooleanSupplier reached) {
      while (!reached.getAsBoolean()) {
        if (!thread.isAlive()) {
          throw new IllegalStateException("the run has ended");
        }
        rest(0.001);
      }
    }

    @Override
    public void close() {
      driver.cancel();
      try {
        thread.join();
      } catch (InterruptedException asked) {
        Thread.currentThread().interrupt();
      }
      workers.close();
    }
  }
}
