package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;

/** The other roads to the average, and numbers in place of classes, through a whole run. */
class RoadsTest {
  private static final String SMALL_LAYERS =
      "[{\"units\": 6, \"activation\": \"relu\", \"dropRate\": 0.5},"
          + " {\"units\": 5, \"activation\": \"tanh\", \"dropRate\": 0.5}]";

  private static RunOutcome drive(Recipe recipe) throws Exception {
    try (Workers workers = new Workers(2)) {
      return new RunDriver(new Run(recipe, RunData.load(recipe), workers), point -> {}, false)
          .drive();
    }
  }

  private static Recipe moons(String... changes) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of(
                "data.dataset", "moons",
                "student.transferInputs.shift", "0",
                "teacher.layers", SMALL_LAYERS,
                "teacher.training.epochs", "20",
                "evaluation.finalPasses", "4000"));
    all.addAll(List.of(changes));
    return TinyRun.recipe(all.toArray(String[]::new));
  }

  @Test
  void monteCarloStandsAtTheExactAverageAndTheGeometricMeanBeside() throws Exception {
    TestResult test =
        drive(moons("evaluation.predictors", "[\"exact\", \"geometric\", \"moments\"]")).test();

    RoadResult exact = test.roads().get(0);
    assertThat(exact.refusal()).isNull();
    // Debiased, so it may come out on either side of 0, within the noise of MC.
    assertThat(exact.report().report().klToMc().value())
        .isCloseTo(0, within(2 * test.report().noiseFloor()));
    assertThat(exact.report().gapClosed().value()).isCloseTo(1, within(0.05));
    assertThat(test.roads().get(1).report().report().klToMc().low()).isPositive();
    assertThat(test.roads().get(2).report().report().klToMc().value())
        .isLessThan(test.report().standardToMc().value());
  }

  @Test
  void aRoadWithTooManyMasksIsRefusedAndTheOthersAreGone() throws Exception {
    Recipe recipe =
        TinyRun.recipe(
            "teacher.layers",
            "[{\"units\": 200, \"activation\": \"relu\", \"dropRate\": 0.5}]",
            "evaluation.predictors",
            "[\"exact\", \"moments_mean\"]");
    List<RoadResult> roads = drive(recipe).test().roads();

    assertThat(roads.get(0).report()).isNull();
    assertThat(roads.get(0).refusal()).contains("masks");
    assertThat(roads.get(1).report()).isNotNull();
  }

  @Test
  void anExpectationLinearTeacherBringsItsOwnGapAndInformation() throws Exception {
    TestResult test =
        drive(
                moons(
                    "evaluation.predictors",
                    "[\"expectation_linear\"]",
                    "evaluation.expectationLinear",
                    "10"))
            .test();
    RoadResult linear = test.roads().get(0);

    assertThat(linear.own().standard().klToMc().value())
        .isLessThan(test.report().standardToMc().value());
    assertThat(linear.own().mutualInformation()).isPositive();
  }

  @Test
  void everyMetricFallsWithThePasses() throws Exception {
    for (AveragingCurve curve : drive(moons()).test().averaging()) {
      double first = curve.points().get(0).value();
      double last = curve.points().get(curve.points().size() - 1).value();
      assertThat(last).as(curve.metric().name()).isLessThan(first);
    }
  }

  @Test
  void normalMasksGoThroughARun() throws Exception {
    TestResult test =
        drive(
                moons(
                    "teacher.dropout",
                    "gaussian",
                    "evaluation.predictors",
                    "[\"exact\", \"moments\"]"))
            .test();

    assertThat(test.roads().get(0).refusal()).isNotBlank();
    assertThat(test.roads().get(1).report()).isNotNull();
  }

  @Test
  void numbersArePredictedInTheirUnit() throws Exception {
    Recipe recipe =
        TinyRun.recipe(
            "data.dataset", "sine",
            "data.standardise", "true",
            "teacher.training.learningRate", "0.005",
            "student.transferInputs.shift", "0",
            "student.divergence", "squared_error",
            "teacher.training.epochs", "60",
            "teacher.layers", "[{\"units\": 32, \"activation\": \"relu\", \"dropRate\": 0.1}]");
    RunOutcome outcome = drive(recipe);
    assertThat(outcome.divergence()).isNull();
    RegressionReport report = (RegressionReport) outcome.test().report();
    float[] responses = new DatasetCatalog().load("sine", recipe.seed()).responses();
    double mean = 0;
    double square = 0;
    for (float response : responses) {
      mean += response / responses.length;
      square += (double) response * response / responses.length;
    }

    assertThat(report.standard().rmse().value()).isLessThan(0.8 * Math.sqrt(square - mean * mean));
    assertThat(report.maskVariance()).isPositive();
    assertThat(report.headline()).isNotNull();
  }

  @Test
  void averagedWeightsAreWhatIsShownAndKept() {
    Recipe recipe = TinyRun.recipe("student.averagedShare", "0.5");
    RunOutcome averaged = TinyRun.drive(recipe);
    RunOutcome plain = TinyRun.drive(TinyRun.recipe());

    assertThat(TinyRun.bits(averaged.student())[0]).isNotEqualTo(TinyRun.bits(plain.student())[0]);
    assertThat(TinyRun.gap(averaged.curve().get(4)).student().nll())
        .isEqualTo(TinyRun.gap(plain.curve().get(4)).student().nll());
    assertThat(TinyRun.gap(averaged.curve().get(7)).student().nll())
        .isNotEqualTo(TinyRun.gap(plain.curve().get(7)).student().nll());
  }
}
