package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.junit.jupiter.api.Test;

/** The other roads to the average of a predicted number, through a whole run. */
class ResponseRoadsTest {
  private static TestResult test(String predictors, String... changes) {
    String[] all = new String[changes.length + 4];
    System.arraycopy(changes, 0, all, 4, changes.length);
    all[0] = "evaluation.finalPasses";
    all[1] = "4000";
    all[2] = "evaluation.predictors";
    all[3] = predictors;
    return TinyRun.driveOnItsData(TinyRun.sine(all)).test();
  }

  private static RegressionPredictorReport figures(RoadResult road) {
    assertThat(road.refusal()).isNull();
    return (RegressionPredictorReport) road.report().report();
  }

  @Test
  void monteCarloStandsAtTheExactAverageAndMomentsNear() {
    TestResult test = test("[\"exact\", \"moments\"]");
    RegressionReport report = (RegressionReport) test.report();
    RegressionPredictorReport exact = figures(test.roads().get(0));
    RegressionPredictorReport moments = figures(test.roads().get(1));

    assertThat(report.standardToMc().low()).isGreaterThan(10 * report.noiseFloor());
    // Without bias, so it may come out on either side of 0, within the noise of MC.
    assertThat(exact.distanceToMc().value()).isCloseTo(0, within(2 * report.noiseFloor()));
    assertThat(test.roads().get(0).report().gapClosed().value()).isCloseTo(1, within(0.1));
    // The exact average has the variance of its masks beside the noise, as MC has.
    assertThat(exact.nll().value()).isCloseTo(report.monteCarlo().nll().value(), within(0.005));
    assertThat(exact.rmse().value()).isCloseTo(report.monteCarlo().rmse().value(), within(0.002));
    assertThat(moments.distanceToMc().value()).isLessThan(report.standardToMc().value());
    Interval advantage = test.roads().get(1).report().studentAdvantage();
    assertThat(advantage.value())
        .isCloseTo(moments.distanceToMc().value() - report.studentToMc().value(), within(1e-9));
    assertThat(test.roads().get(1).millisPerExample()).isPositive();
  }

  /** Only a linear layer follows the masks, so weight scaling gives their exact mean. */
  @Test
  void withOneHiddenLayerStandardMomentsAndTheExactAverageAreOne() {
    TestResult test =
        test(
            "[\"exact\", \"moments\"]",
            "teacher.layers",
            "[{\"units\": 8, \"activation\": \"relu\", \"dropRate\": 0.5}]");
    RegressionReport report = (RegressionReport) test.report();

    for (RoadResult road : test.roads()) {
      assertThat(figures(road).rmse().value())
          .isCloseTo(report.standard().rmse().value(), within(1e-5));
      assertThat(figures(road).nll().value())
          .isCloseTo(report.monteCarlo().nll().value(), within(0.02));
      assertThat(road.report().gapClosed()).isNull();
    }
    assertThat(figures(test.roads().get(1)).nll().value())
        .isCloseTo(figures(test.roads().get(0)).nll().value(), within(1e-4));
  }

  @Test
  void whatIsOfProbabilitiesAloneIsRefusedWithAReason() {
    List<RoadResult> roads =
        test("[\"geometric\", \"moments_mean\", \"moments_field\", \"moments_sampled\","
                + " \"moments\"]")
            .roads();

    assertThat(roads.get(0).refusal())
        .isEqualTo("a geometric mean is one of probabilities, and a number is predicted");
    for (RoadResult road : roads.subList(1, 4)) {
      assertThat(road.report()).isNull();
      assertThat(road.refusal())
          .isEqualTo("it reads out probabilities; a number has one read-out, its mean: moments");
    }
    assertThat(roads.get(4).report()).isNotNull();
  }

  @Test
  void anExpectationLinearTeacherBringsItsOwnGapAndVariance() {
    TestResult test = test("[\"expectation_linear\"]", "evaluation.expectationLinear", "10");
    RoadResult linear = test.roads().get(0);
    RegressionReport own = (RegressionReport) linear.own();

    assertThat(own.standardToMc().value()).isLessThan(test.report().standardToMc().value());
    assertThat(own.maskVariance())
        .isPositive()
        .isLessThan(((RegressionReport) test.report()).maskVariance());
    // A single pass has no masks: its noise is all there is, and comes from validation rows, so the
    // likelihood is the same as that of the own report's standard.
    assertThat(figures(linear).nll().value()).isCloseTo(own.standard().nll().value(), within(1e-6));
    double square = Math.pow(own.standard().rmse().value(), 2);
    assertThat(own.standard().nll().value())
        .isGreaterThan(0.5 * Math.log(2 * Math.PI * square) + 0.5 + 1e-9);
  }

  @Test
  void tooManyMasksAreRefused() {
    RoadResult exact =
        test(
                "[\"exact\"]",
                "teacher.layers",
                "[{\"units\": 200, \"activation\": \"relu\", \"dropRate\": 0.5}]")
            .roads()
            .get(0);

    assertThat(exact.report()).isNull();
    assertThat(exact.refusal()).contains("masks");
  }
}
