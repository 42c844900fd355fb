package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.data.LoadedData;
import org.dropoutdistillery.data.Responses;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in place of classes, through a whole run. */
class ResponseRunTest {
  private static final Recipe ONE_LAYER =
      TinyRun.sine(
          "teacher.layers", "[{\"units\": 32, \"activation\": \"relu\", \"dropRate\": 0.1}]");

  private static RegressionReport report(RunOutcome outcome) {
    return (RegressionReport) outcome.test().report();
  }

  @Test
  void numbersAreLearnt() {
    RegressionReport report = report(TinyRun.driveOnItsData(ONE_LAYER));
    float[] responses = new DatasetCatalog().load("sine", ONE_LAYER.seed()).responses();
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
    LoadedData loaded = RunData.load(ONE_LAYER).loaded();
    float[] larger = loaded.dataset().responses().clone();
    for (int i = 0; i < larger.length; i++) {
      larger[i] = 50 + 8 * larger[i];
    }
    RegressionReport plain = report(TinyRun.drive(ONE_LAYER, RunData.of(loaded)));
    RegressionReport scaled =
        report(
            TinyRun.drive(
                ONE_LAYER,
                RunData.of(
                    new LoadedData(
                        loaded.dataset().withTargets(new Responses(larger, "larger")),
                        loaded.split(),
                        loaded.standardizer()))));

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
    RegressionReport report = report(TinyRun.driveOnItsData(ONE_LAYER));
    double square = Math.pow(report.standard().rmse().value(), 2);

    assertThat(report.standard().nll().value())
        .isGreaterThan(0.5 * Math.log(2 * Math.PI * square) + 0.5 + 1e-9);
  }

  /** As long as the loss is looked at before the update, the last step is told by what follows. */
  @ParameterizedTest
  @ValueSource(strings = {"teacher", "student"})
  void divergenceInTheLastStepIsLaidAtTheNetworkThatDiverged(String network) {
    Recipe recipe =
        TinyRun.sine(
            "teacher.layers",
            "[{\"units\": 32, \"activation\": \"relu\", \"dropRate\": 0.1}]",
            "teacher.training.epochs",
            "1",
            "teacher.training.batchSize",
            "2000",
            "student.training.epochs",
            "1",
            "student.training.batchSize",
            "2000",
            "student.training.optimizer",
            "sgd",
            network + ".training.learningRate",
            "1e30");

    assertThat(TinyRun.driveOnItsData(recipe).divergence())
        .hasMessageStartingWith("training diverged at step 1 of the " + network)
        .hasMessageEndingWith("lower " + network + ".training.learningRate");
  }

  @Test
  void passesOfANumberAreWorthWhatTheirVarianceSays() {
    TestResult test = TinyRun.driveOnItsData(TinyRun.sine("evaluation.finalPasses", "4000")).test();

    assertThat(test.averaging())
        .extracting(AveragingCurve::metric)
        .containsExactly(AveragingMetric.MSE, AveragingMetric.SQUARED_DISTANCE);
    double variance = ((RegressionReport) test.report()).maskVariance();
    // E (f_r − f̄)² is the variance of a pass, whose mean over 512 passes is known to a few
    // percent.
    assertThat(test.averaging().get(1).points().get(0).value())
        .isCloseTo(variance, within(0.1 * variance));
    AveragingCurve error = test.averaging().get(0);
    AveragingCurve.Point last = error.points().get(error.points().size() - 1);
    // E (y − f_r)² = (y − f̄)² + Var f_r.
    assertThat(error.points().get(0).value() - last.value())
        .isCloseTo(variance, within(0.1 * variance));
    assertThat(last.value())
        .isCloseTo(Math.pow(report(test).monteCarlo().rmse().value(), 2), within(0.05 * variance));
  }

  private static RegressionReport report(TestResult test) {
    return (RegressionReport) test.report();
  }
}
