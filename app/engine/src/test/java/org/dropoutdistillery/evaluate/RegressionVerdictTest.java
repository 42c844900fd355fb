package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegressionVerdictTest {
  private static final Interval GAP = new Interval(.12, .1, .15);
  private static final Interval NEARER = new Interval(.11, .09, .13);
  private static final Interval SHARE = new Interval(.92, .9, .94);
  private static final Interval PASSES = new Interval(42, 35, 55);
  private static final Interval BETTER = new Interval(-.02, -.031, -.012);
  private static final Interval SAME = new Interval(.001, -.0062, .0083);

  @Test
  void nearerAndBetter() {
    assertThat(Verdict.of(report(600, GAP, NEARER, SHARE, BETTER)))
        .isEqualTo(
            "The student closes 92.0 % [90.0, 94.0] of the gap between standard dropout and the MC"
                + " average, in 1 pass instead of 1000; it equals MC at T ≈ 42 [35, 55]. RMSE 0.0412"
                + " against 0.0530 standard: squared error better by 0.020 [0.012, 0.031]. NLL 0.202"
                + " against 0.241: no difference shown (n = 600) [−0.0062, 0.0083].");
  }

  @Test
  void furtherAwayIsASquaredDistance() {
    assertThat(Verdict.of(report(600, GAP, new Interval(-.05, -.08, -.02), SHARE, SAME)))
        .startsWith(
            "The student stands further from the MC average than standard dropout does, by 0.050 of"
                + " mean squared distance [0.020, 0.080]: it closes");
  }

  @Test
  void fewRowsAreWarnedOf() {
    assertThat(Verdict.of(report(89, GAP, NEARER, SHARE, SAME)))
        .endsWith("With fewer than 200 rows, intervals may be too narrow.");
  }

  @Test
  void beforeThereIsAStudent() {
    RegressionReport shown = report(600, GAP, null, null, null);
    assertThat(Verdict.of(shown))
        .isEqualTo(
            "No student yet: standard dropout stands at a mean squared distance of 0.120 [0.100,"
                + " 0.150] from the MC average of 1000 passes.");
    RegressionReport none = report(600, new Interval(.001, -.01, .01), null, null, null);
    assertThat(Verdict.of(none))
        .startsWith("No student yet, and no gap shown between standard dropout and the MC average");
  }

  private static RegressionReport report(
      int rows, Interval gap, Interval headline, Interval share, Interval squaredError) {
    return new RegressionReport(
        rows,
        1000,
        .95,
        predictor(.053, .241, gap),
        predictor(.041, .2, null),
        headline == null ? null : predictor(.0412, .202, new Interval(.01, .008, .012)),
        headline,
        share,
        .0012,
        .3,
        headline == null ? null : new RegressionReport.Differences(squaredError, SAME),
        headline == null ? null : PASSES);
  }

  private static RegressionPredictorReport predictor(double rmse, double nll, Interval distance) {
    return new RegressionPredictorReport(
        new Interval(rmse, .9 * rmse, 1.1 * rmse), new Interval(nll, .1, .4), distance);
  }
}
