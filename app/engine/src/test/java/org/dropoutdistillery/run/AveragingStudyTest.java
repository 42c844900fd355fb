package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.evaluate.RowMeasures;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.MonteCarloPlan;
import org.dropoutdistillery.predict.MonteCarloPredictor;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;

class AveragingStudyTest {
  private static final Recipe RECIPE =
      TinyRun.recipe(
          "teacher.training.epochs", "10",
          "teacher.layers[0].units", "64",
          "teacher.layers[1].units", "64",
          "evaluation.finalPasses", "1000");
  private static final RunData DATA = TinyRun.data(RECIPE, TinyRun.DIGITS);
  private static final RunOutcome RUN = TinyRun.drive(RECIPE, DATA);
  private static final int[] ROWS = DATA.split().test();
  private static final AveragingStudy.Result STUDY = study(RECIPE, DATA, RUN, ROWS);

  private static AveragingStudy.Result study(
      Recipe recipe, RunData data, RunOutcome run, int[] rows) {
    try (Workers workers = new Workers(1)) {
      return new AveragingStudy(recipe, data, rows, run.teacher(), run.student(), workers)
          .run(share -> {}, () -> false);
    }
  }

  @Test
  void independentPassesGiveTheCurvesOfTheFinalTest() {
    assertThat(STUDY.independent()).isEqualTo(RUN.test().averaging());
    assertThat(STUDY.report().rows()).isEqualTo(ROWS.length);
    assertThat(STUDY.report().standard().nll()).isEqualTo(RUN.test().report().standard().nll());
    assertThat(STUDY.report().student()).isEqualTo(RUN.test().report().student());
  }

  /** Averages of 8 balanced passes, one by one, with labels looked up by hand. */
  @Test
  void balancedPointsAreTheMeansOfWhatDirectAveragesGive() {
    int passes = 8;
    int repeats = AveragingSize.repeats(passes);
    MonteCarloAverage direct;
    try (Workers workers = new Workers(2)) {
      direct =
          new MonteCarloPredictor(
                  RUN.teacher(), new MaskSource(Stream.AVERAGING_MASKS, RECIPE.seed()), workers)
              .predict(
                  RUN.teacher(),
                  new RowSource(DATA.dataset().values(), DATA.dataset().features(), ROWS),
                  new MonteCarloPlan(MaskSharing.NONE, true, repeats, passes),
                  () -> false);
    }
    int[] labels = DATA.dataset().labelsOf(ROWS);
    List<Double> nll = new ArrayList<>();
    List<Double> error = new ArrayList<>();
    for (double[] block : direct.blockMeans()) {
      Predictions p = Predictions.ofProbabilities(ROWS.length, 10, block);
      nll.add(Arrays.stream(RowMeasures.nll(p, labels)).average().orElseThrow());
      error.add(Arrays.stream(RowMeasures.errors(p, labels)).average().orElseThrow());
    }

    AveragingCurve.Point point = at(balanced(AveragingMetric.NLL), passes);
    assertThat(point.repeats()).isEqualTo(repeats);
    assertThat(point.value()).isCloseTo(mean(nll), within(1e-12));
    assertThat(point.standardError()).isCloseTo(standardError(nll), within(1e-12));
    assertThat(at(balanced(AveragingMetric.ERROR), passes).value())
        .isCloseTo(mean(error), within(1e-12));
  }

  /** Both go to the same average, so they meet where T is large. */
  @Test
  void balancedPassesAverageToTheSame() {
    AveragingCurve.Point balanced = at(balanced(AveragingMetric.NLL), 64);
    AveragingCurve.Point independent = at(independent(AveragingMetric.NLL), 256);

    double error = Math.hypot(balanced.standardError(), independent.standardError());
    assertThat(balanced.value()).isCloseTo(independent.value(), within(5 * error + 1e-4));
    double far = at(balanced(AveragingMetric.KL), 64).value();
    assertThat(far).isBetween(-1e-4, 0.1 * at(independent(AveragingMetric.KL), 8).value());
  }

  @Test
  void balancedPassesAreNearerToTheAverageThanAsManyIndependentOnes() {
    for (int passes : new int[] {4, 8, 16, 32}) {
      AveragingCurve.Point balanced = at(balanced(AveragingMetric.KL), passes);
      AveragingCurve.Point independent = at(independent(AveragingMetric.KL), passes);
      double error = Math.hypot(balanced.standardError(), independent.standardError());
      assertThat(balanced.value()).as("T = %d", passes).isLessThan(independent.value() - 3 * error);
    }
  }

  @Test
  void isCancelledBetweenPassesAndTellsHowFarItIs() {
    List<Double> shares = new ArrayList<>();
    try (Workers workers = new Workers(1)) {
      AveragingStudy study = new AveragingStudy(RECIPE, DATA, ROWS, RUN.teacher(), null, workers);
      assertThat(study.run(shares::add, () -> shares.size() == 3)).isNull();
    }
    assertThat(shares).hasSize(3).isSorted();
    assertThat(shares.get(0)).isPositive();
    assertThat(shares.get(2)).isLessThan(1);
  }

  @Test
  void measuresPredictedNumbersLikewise() {
    Recipe recipe = TinyRun.sine("teacher.training.epochs", "5", "student.training.epochs", "1");
    RunOutcome run = TinyRun.driveOnItsData(recipe);
    RunData data = load(recipe);
    AveragingStudy.Result study = study(recipe, data, run, data.split().test());

    assertThat(study.independent())
        .extracting(AveragingCurve::metric)
        .containsExactly(AveragingMetric.MSE, AveragingMetric.SQUARED_DISTANCE);
    AveragingCurve balanced = study.balanced().get(1);
    AveragingCurve independent = study.independent().get(1);
    assertThat(at(balanced, 16).value()).isLessThan(at(independent, 16).value());
    assertThat(study.report().student()).isNotNull();
  }

  @Test
  void masksThatAreNotOfBernoulliHaveNoBalancedCurves() {
    Recipe recipe = TinyRun.recipe("teacher.dropout", "\"gaussian\"");
    RunOutcome run = TinyRun.drive(recipe, DATA);

    assertThat(study(recipe, DATA, run, ROWS).balanced()).isEmpty();
  }

  /** So that the test of a large convolutional run does not take longer than its training. */
  @Test
  void theTestLooksAtFewerRowsOfLargeNetworks() {
    Architecture dense = architecture("fashion");
    Architecture convolutional = architecture("fashion-cnn");

    assertThat(AveragingTest.rows(10_000, dense)).isEqualTo(1000);
    assertThat(AveragingTest.rows(360, dense)).isEqualTo(360);
    assertThat(AveragingTest.rows(10_000, convolutional)).isBetween(300, 600);
    assertThat(AveragingTest.rows(40, convolutional)).isEqualTo(40);
  }

  private static Architecture architecture(String recipe) {
    Recipe loaded = new RecipeCatalog().load(recipe, Map.of());
    return RecipeNetworks.architecture(loaded.teacher(), load(loaded).dataset());
  }

  @Test
  void largeNetworksGetFewerPassesAndThenFewerRows() {
    AveragingSize small = AveragingSize.fitting(360, 84_000, 1000, 10);
    AveragingSize large = AveragingSize.fitting(10_000, 670_000, 1000, 10);
    AveragingSize huge = AveragingSize.fitting(10_000, 100_000_000, 1000, 10);

    assertThat(small).isEqualTo(new AveragingSize(360, 512, 1000, 64));
    assertThat(large.rows()).isLessThan(1000).isGreaterThanOrEqualTo(50);
    assertThat(large.allPasses() * (double) large.rows() * 670_000)
        .isLessThanOrEqualTo(AveragingSize.BUDGET);
    assertThat(huge.rows()).isEqualTo(50);
    assertThat(huge.passes()).isEqualTo(64);
  }

  private static RunData load(Recipe recipe) {
    try {
      return RunData.load(recipe);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static AveragingCurve balanced(AveragingMetric metric) {
    return of(STUDY.balanced(), metric);
  }

  private static AveragingCurve independent(AveragingMetric metric) {
    return of(STUDY.independent(), metric);
  }

  private static AveragingCurve of(List<AveragingCurve> curves, AveragingMetric metric) {
    return curves.stream().filter(curve -> curve.metric() == metric).findFirst().orElseThrow();
  }

  private static AveragingCurve.Point at(AveragingCurve curve, int passes) {
    return curve.points().stream().filter(p -> p.passes() == passes).findFirst().orElseThrow();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double standardError(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.size() - 1) / values.size());
  }
}
