package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.McNemar;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Reliability;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.evaluate.RoadReport;
import org.dropoutdistillery.run.Costs;
import org.dropoutdistillery.run.Road;
import org.dropoutdistillery.run.RoadResult;
import org.dropoutdistillery.run.TestResult;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
  private static final Interval SAME = new Interval(0, -1, 1);

  @Test
  void classesShowWhoIsRightBelowTheTable() {
    PredictorReport road = classes(.05, new Interval(.0312, .02, .04));
    String text =
        table(
            new GapReport(
                360,
                1000,
                .95,
                classes(.04, new Interval(.2123, .19, .23)),
                classes(.05, null),
                classes(.045, new Interval(.01, .009, .011)),
                SAME,
                SAME,
                .00123,
                .3,
                new GapReport.Differences(SAME, SAME, SAME, SAME, McNemar.of(7, 1)),
                null),
            new RoadResult(Road.MOMENTS_MEAN, new RoadReport(road, null, null), .0512, null, null),
            new RoadResult(Road.EXACT, null, Double.NaN, null, "too many masks"));

    assertThat(text.lines())
        .containsExactly(
            "                   passes  error %        NLL                Brier              ECE %  KL to MC             ms/example",
            "standard                1  4.00           0.2000             0.1000             3.00   0.21230              0.010",
            "                           [3.00, 5.00]   [0.1900, 0.2100]   [0.0900, 0.1100]          [0.19000, 0.23000]",
            "MC                   1000  5.00           0.2000             0.1000             3.00   -                    20",
            "                           [4.00, 6.00]   [0.1900, 0.2100]   [0.0900, 0.1100]",
            "student                 1  4.50           0.2000             0.1000             3.00   0.01000              0.020",
            "                           [3.50, 5.50]   [0.1900, 0.2100]   [0.0900, 0.1100]          [0.00900, 0.01100]",
            "moments_mean            -  5.00           0.2000             0.1000             3.00   0.03120              0.051",
            "                           [4.00, 6.00]   [0.1900, 0.2100]   [0.0900, 0.1100]          [0.02000, 0.04000]",
            "",
            "360 test rows; 95 % intervals; NLL and KL in nats, Brier from 0 to 2; noise floor of MC 0.00123",
            "right where the other is wrong: student 7 rows, standard 1; McNemar exact p = 0.0703, mid-p = 0.0391",
            "exact: too many masks");
  }

  @Test
  void numbersHaveTheirOwnColumnsAndAnyUnit() {
    String text =
        table(
            new RegressionReport(
                89,
                100,
                .9,
                numbers(61234.5, new Interval(.21, .19, .23)),
                numbers(.05, null),
                numbers(.00004, new Interval(.01, .009, .011)),
                SAME,
                SAME,
                .00123,
                .3,
                new RegressionReport.Differences(SAME, SAME),
                null),
            new RoadResult(
                Road.EXACT,
                new RoadReport(numbers(2, new Interval(0, -.0001, .0001)), null, null),
                .5,
                null,
                null));

    assertThat(text.lines())
        .containsExactly(
            "                   passes  RMSE                   NLL                  distance to MC           ms/example",
            "standard                1  6.123e+04              1.5000               0.2100                   0.010",
            "                           [5.511e+04, 6.736e+04] [1.4000, 1.6000]     [0.1900, 0.2300]",
            "MC                    100  0.05000                1.5000               -                        20",
            "                           [0.04500, 0.05500]     [1.4000, 1.6000]",
            "student                 1  4.000e-05              1.5000               0.01000                  0.020",
            "                           [3.600e-05, 4.400e-05] [1.4000, 1.6000]     [0.009000, 0.01100]",
            "exact                   -  2.000                  1.5000               0.000                    0.50",
            "                           [1.800, 2.200]         [1.4000, 1.6000]     [-0.0001000, 0.0001000]",
            "",
            "89 test rows; 90 % intervals; RMSE in the unit of the target, NLL in nats, distances mean squares; noise floor of MC 0.001230; variance over masks 0.3000",
            "With fewer than 200 rows, intervals may be too narrow.");
  }

  private static String table(Report report, RoadResult... roads) {
    return ComparisonTable.of(
        new TestResult(report, new Costs(.01, 20, .02), List.of(roads), List.of()), "test");
  }

  private static PredictorReport classes(double error, Interval kl) {
    return new PredictorReport(
        new Interval(error, error - .01, error + .01),
        new Interval(.2, .19, .21),
        new Interval(.1, .09, .11),
        .03,
        kl,
        new Reliability(List.of()),
        .05,
        .01,
        .3,
        null,
        null);
  }

  private static RegressionPredictorReport numbers(double rmse, Interval distance) {
    return new RegressionPredictorReport(
        new Interval(rmse, .9 * rmse, 1.1 * rmse), new Interval(1.5, 1.4, 1.6), distance);
  }
}
