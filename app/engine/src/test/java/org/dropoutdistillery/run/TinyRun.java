package org.dropoutdistillery.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Workers;

/** A run on the digits that is over in a fraction of a second: 42 steps of each network. */
public final class TinyRun {
  public static final Dataset DIGITS = new DatasetCatalog().load("digits");
  public static final int TEST_ROWS = 360;

  private static final Map<String, String> TINY =
      Map.ofEntries(
          Map.entry(
              "teacher.layers",
              "[{\"units\": 8, \"activation\": \"relu\", \"dropRate\": 0.5},"
                  + " {\"units\": 8, \"activation\": \"relu\", \"dropRate\": 0.25}]"),
          Map.entry("teacher.training.epochs", "2"),
          Map.entry("student.training.epochs", "2"),
          Map.entry("evaluation.everySteps", "15"),
          Map.entry("evaluation.passes", "20"),
          Map.entry("evaluation.finalPasses", "40"),
          Map.entry("evaluation.blocks", "4"),
          Map.entry("evaluation.bootstrapResamples", "100"));

  private TinyRun() {}

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

  /** Runs a recipe to its end on the digits, with two workers. */
  public static RunOutcome drive(Recipe recipe) {
    return drive(recipe, DIGITS, 2);
  }

  static RunOutcome drive(Recipe recipe, Dataset dataset, int workerCount) {
    try (Workers workers = new Workers(workerCount)) {
      Run run = new Run(recipe, dataset, TEST_ROWS, workers);
      return new RunDriver(run, point -> {}, false).drive();
    }
  }

  /** Returns all weights and biases, bit by bit. */
  public static int[][] bits(Network network) {
    return network.parameters().stream()
        .map(parameter -> bits(parameter.toArray()))
        .toArray(int[][]::new);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
