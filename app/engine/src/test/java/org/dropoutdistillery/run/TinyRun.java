package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.data.LoadedData;
import org.dropoutdistillery.data.Split;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.store.MetricsCsv;
import org.dropoutdistillery.tensor.Workers;

/** A run on the digits that is over in a fraction of a second: 42 steps of each network. */
public final class TinyRun {
  public static final Dataset DIGITS = new DatasetCatalog().load("digits");
  private static final int TEST_ROWS = 360;

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

  /**
   * Returns a recipe of convolutions on the digits: with batch normalisation and without, of both
   * kinds of pooling, of masks by element and by channel.
   */
  public static Recipe convolutional(String... changes) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "teacher.layers",
                """
                [{"channels": 3, "kernel": 3, "stride": 1, "padding": "same", "batchNorm": true,
                  "activation": "relu", "pool": {"kind": "max", "size": 2, "stride": 2},
                  "dropRate": 0.25, "masks": "element", "blockSize": null},
                 {"channels": 4, "kernel": 2, "stride": 1, "padding": "valid", "batchNorm": false,
                  "activation": "tanh", "pool": {"kind": "average", "size": 2, "stride": 1},
                  "dropRate": 0.25, "masks": "channel", "blockSize": null},
                 {"units": 6, "activation": "relu", "dropRate": 0.5}]"""));
    all.addAll(List.of(changes));
    return recipe(all.toArray(String[]::new));
  }

  /**
   * Returns a recipe that learns a curve: two layers of few units, so that there is a gap and masks
   * can be counted.
   */
  public static Recipe sine(String... changes) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "data.dataset",
                "sine",
                "data.standardise",
                "true",
                "student.transferInputs.shift",
                "0",
                "student.divergence",
                "squared_error",
                "teacher.training.epochs",
                "60",
                "teacher.training.learningRate",
                "0.005",
                "teacher.layers",
                "[{\"units\": 6, \"activation\": \"relu\", \"dropRate\": 0.2},"
                    + " {\"units\": 5, \"activation\": \"tanh\", \"dropRate\": 0.2}]",
                "evaluation.everySteps",
                "500"));
    all.addAll(List.of(changes));
    return recipe(all.toArray(String[]::new));
  }

  /** Runs a recipe to its end on the data that it names. */
  public static RunOutcome driveOnItsData(Recipe recipe) {
    try {
      return drive(recipe, RunData.load(recipe));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static RunOutcome drive(Recipe recipe, RunData data) {
    try (Workers workers = new Workers(2)) {
      return new RunDriver(new Run(recipe, data, workers), point -> {}, false).drive();
    }
  }

  /** Runs a recipe to its end on the digits, with two workers. */
  public static RunOutcome drive(Recipe recipe) {
    return drive(recipe, DIGITS, 2);
  }

  /** Distils another student of a teacher that learned on the digits. */
  public static RunOutcome distil(RunOutcome taught) {
    Recipe recipe = taught.recipe();
    try (Workers workers = new Workers(2)) {
      Run run = new Run(recipe, data(recipe, DIGITS), taught.teacher(), workers);
      return new RunDriver(run, point -> {}, false).drive();
    }
  }

  /** Returns a data set whose last 360 rows are test rows. */
  static RunData data(Recipe recipe, Dataset dataset) {
    double fraction = recipe.data().validationFraction();
    Split split = Split.of(dataset, TEST_ROWS, fraction, recipe.seed());
    return RunData.of(new LoadedData(dataset, split, Optional.empty()));
  }

  static RunOutcome drive(Recipe recipe, Dataset dataset, int workerCount) {
    try (Workers workers = new Workers(workerCount)) {
      Run run = new Run(recipe, data(recipe, dataset), workers);
      return new RunDriver(run, point -> {}, false).drive();
    }
  }

  static GapReport gap(EvaluationPoint point) {
    return (GapReport) point.report();
  }

  static GapReport gap(TestResult test) {
    return (GapReport) test.report();
  }

  /** Asserts that two runs have the same curve and the same weights, to the last bit. */
  static void assertSameBits(RunOutcome outcome, RunOutcome expected) {
    assertThat(MetricsCsv.of(outcome.curve())).isEqualTo(MetricsCsv.of(expected.curve()));
    assertThat(outcome.curve())
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
        .isEqualTo(expected.curve());
    assertThat(bits(outcome.teacher())).isDeepEqualTo(bits(expected.teacher()));
    assertThat(bits(outcome.student())).isDeepEqualTo(bits(expected.student()));
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
