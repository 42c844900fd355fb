package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.GapReport;
import org.junit.jupiter.api.Test;

/** The other roads to the average, through a whole run. */
class RoadsTest {
  private static final String SMALL_LAYERS =
      "[{\"units\": 6, \"activation\": \"relu\", \"dropRate\": 0.5},"
          + " {\"units\": 5, \"activation\": \"tanh\", \"dropRate\": 0.5}]";

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
  void monteCarloStandsAtTheExactAverageAndTheGeometricMeanBeside() {
    TestResult test =
        TinyRun.driveOnItsData(
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
  void aRoadWithTooManyMasksIsRefusedAndTheOthersAreGone() {
    Recipe recipe =
        TinyRun.recipe(
            "teacher.layers",
            "[{\"units\": 200, \"activation\": \"relu\", \"dropRate\": 0.5}]",
            "evaluation.predictors",
            "[\"exact\", \"moments_mean\"]");
    List<RoadResult> roads = TinyRun.driveOnItsData(recipe).test().roads();

    assertThat(roads.get(0).report()).isNull();
    assertThat(roads.get(0).refusal()).contains("masks");
    assertThat(roads.get(1).report()).isNotNull();
  }

  @Test
  void anExpectationLinearTeacherBringsItsOwnGapAndInformation() {
    TestResult test =
        TinyRun.driveOnItsData(
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
  void everyMetricFallsWithThePasses() {
    for (AveragingCurve curve : TinyRun.driveOnItsData(moons()).test().averaging()) {
      double first = curve.points().get(0).value();
      double last = curve.points().get(curve.points().size() - 1).value();
      assertThat(last).as(curve.metric().name()).isLessThan(first);
    }
  }

  /** With the masks of the reference, as many passes would stand at it, and not beside it. */
  @Test
  void theCurveHasOtherMasksThanItsReference() {
    TestResult test = TinyRun.driveOnItsData(moons("evaluation.finalPasses", "512")).test();

    for (AveragingCurve curve : test.averaging()) {
      if (!curve.metric().isAgainstLabels()) {
        double last = curve.points().get(curve.points().size() - 1).value();
        assertThat(last).as(curve.metric().name()).isPositive();
      }
    }
  }

  @Test
  void normalMasksGoThroughARun() {
    TestResult test =
        TinyRun.driveOnItsData(
                moons(
                    "teacher.dropout",
                    "gaussian",
                    "evaluation.predictors",
                    "[\"exact\", \"moments\"]"))
            .test();

    assertThat(test.roads().get(0).refusal()).isNotBlank();
    assertThat(test.roads().get(1).report()).isNotNull();
  }
}
