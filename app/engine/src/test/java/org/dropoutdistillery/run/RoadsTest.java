package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.data.LoadedData;
import org.dropoutdistillery.data.Responses;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
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
        new ArrayList<>(
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
        drive(
                moons(
                    "evaluation.predictors",
                    "[\"exact\", \"geometric\", \"moments\", \"moments_mean\"]"))
            .test();

    RoadResult exact = test.roads().get(0);
    assertThat(exact.refusal()).isNull();
    // Debiased, so it may come out on either side of 0, within the noise of MC.
    assertThat(exact.report().report().toMc().value())
        .isCloseTo(0, within(2 * test.report().noiseFloor()));
    assertThat(exact.report().gapClosed().value()).isCloseTo(1, within(0.05));
    assertThat(test.roads().get(1).report().report().toMc().low()).isPositive();
    assertThat(test.roads().get(2).report().report().toMc().value())
        .isLessThan(test.report().standardToMc().value())
        .isLessThan(test.roads().get(3).report().report().toMc().value());
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

    assertThat(linear.own().standardToMc().value())
        .isLessThan(test.report().standardToMc().value());
    assertThat(((GapReport) linear.own()).mutualInformation()).isPositive();
  }

  @Test
  void everyMetricFallsWithThePasses() throws Exception {
    for (AveragingCurve curve : drive(moons()).test().averaging()) {
      double first = curve.points().get(0).value();
      double last = curve.points().get(curve.points().size() - 1).value();
      assertThat(last).as(curve.metric().name()).isLessThan(first);
    }
  }

  /** With the masks of the reference, as many passes would stand at it, and not beside it. */
  @Test
  void theCurveHasOtherMasksThanItsReference() throws Exception {
    TestResult test = drive(moons("evaluation.finalPasses", "512")).test();

    for (AveragingCurve curve : test.averaging()) {
      if (!curve.metric().isAgainstLabels()) {
        double last = curve.points().get(curve.points().size() - 1).value();
        assertThat(last).as(curve.metric().name()).isPositive();
      }
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

  private static Recipe sine() {
    return TinyRun.recipe(
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
        "[{\"units\": 32, \"activation\": \"relu\", \"dropRate\": 0.1}]");
  }

  private static RegressionReport report(RunData data) {
    try (Workers workers = new Workers(2)) {
      Run run = new Run(sine(), data, workers);
      return (RegressionReport) new RunDriver(run, point -> {}, false).drive().test().report();
    }
  }

  @Test
  void numbersAreLearnt() throws Exception {
    RegressionReport report = report(RunData.load(sine()));
    float[] responses = new DatasetCatalog().load("sine", sine().seed()).responses();
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
  void everyFigureOfNumbersIsInTheirUnit() throws Exception {
    LoadedData loaded = RunData.load(sine()).loaded();
    float[] larger = loaded.dataset().responses().clone();
    for (int i = 0; i < larger.length; i++) {
      larger[i] = 50 + 8 * larger[i];
    }
    RegressionReport plain = report(RunData.of(loaded));
    RegressionReport scaled =
        report(
            RunData.of(
                new LoadedData(
                    loaded.dataset().withTargets(new Responses(larger, "larger")),
                    loaded.split(),
                    loaded.standardizer())));

    assertRatio(scaled.standard().rmse(), plain.standard().rmse(), 8);
    assertRatio(scaled.monteCarlo().rmse(), plain.monteCarlo().rmse(), 8);
    assertRatio(scaled.student().rmse(), plain.student().rmse(), 8);
    assertRatio(scaled.standardToMc(), plain.standardToMc(), 64);
    assertThat(scaled.maskVariance() / plain.maskVariance()).isCloseTo(64, within(0.64));
    assertThat(scaled.monteCarlo().nll().value() - plain.monteCarlo().nll().value())
        .isCloseTo(Math.log(8), within(0.01));
  }

  private static void assertRatio(Interval scaled, Interval plain, double ratio) {
    assertThat(scaled.value() / plain.value()).isCloseTo(ratio, within(0.01 * ratio));
  }

  /** The noise that suits the test rows best would give exactly the bound. */
  @Test
  void noiseComesFromOtherRowsThanTheTest() throws Exception {
    RegressionReport report = report(RunData.load(sine()));
    double square = Math.pow(report.standard().rmse().value(), 2);

    assertThat(report.standard().nll().value())
        .isGreaterThan(0.5 * Math.log(2 * Math.PI * square) + 0.5 + 1e-9);
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
