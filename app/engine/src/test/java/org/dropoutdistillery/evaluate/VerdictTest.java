package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.dropoutdistillery.evaluate.GapReport.Differences;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Interval GAP = new Interval(.241, .213, .279);
  private static final Interval NEARER = new Interval(.2341, .2, .27);
  private static final Interval SHARE = new Interval(.9714, .963, .978);
  private static final Interval BETTER = new Interval(-.039, -.058, -.021);
  private static final Interval SAME = new Interval(.002, -.0081, .0127);

  @Test
  void nearerAndBetter() {
    assertThat(Verdict.of(report(GAP, NEARER, SHARE, BETTER, SAME)))
        .isEqualTo(
            "The student closes 97.1 % [96.3, 97.8] of the gap between standard dropout and the MC"
                + " average, in 1 pass instead of 1000. NLL 0.202 against 0.241 standard: better by"
                + " 0.039 [0.021, 0.058]. Error 5.6 % against 5.4 %: no difference shown (n = 360)"
                + " [−0.8, 1.3].");
  }

  @Test
  void whatTheStudentIsWorthInPasses() {
    assertThat(Verdict.of(worth(360, new Interval(148.2, 120.7, 187.4))))
        .contains(" in 1 pass instead of 1000; it equals MC at T ≈ 148 [121, 187]. NLL");
    assertThat(Verdict.of(worth(360, new Interval(2.52, 1.98, 12.1))))
        .contains("; it equals MC at T ≈ 2.5 [2.0, 12]. NLL");
    assertThat(Verdict.of(worth(360, new Interval(5000, 812, Double.POSITIVE_INFINITY))))
        .contains("; it equals MC at T of at least 812. NLL");
  }

  @Test
  void fewRowsAreWarnedOf() {
    String warning = "With fewer than 200 rows, intervals may be too narrow.";
    assertThat(Verdict.of(worth(199, new Interval(148, 121, 187)))).endsWith(". " + warning);
    assertThat(Verdict.of(worth(200, new Interval(148, 121, 187)))).doesNotContain(warning);
  }

  @Test
  void nearerAndWorse() {
    Interval worse = new Interval(.15, .11, .19);
    Interval worseError = new Interval(.031, .012, .05);
    assertThat(Verdict.of(report(GAP, NEARER, SHARE, worse, worseError)))
        .startsWith("The student closes 97.1 %")
        .contains("NLL 0.202 against 0.241 standard: worse by 0.150 [0.110, 0.190].")
        .endsWith("Error 5.6 % against 5.4 %: worse by 3.1 points [1.2, 5.0].");
  }

  @Test
  void studentFurtherAwayThanStandard() {
    Interval further = new Interval(-.05, -.08, -.02);
    Interval share = new Interval(-.2, -.33, -.08);
    assertThat(Verdict.of(report(GAP, further, share, SAME, SAME)))
        .startsWith(
            "The student stands further from the MC average than standard dropout does, by 0.050"
                + " nats [0.020, 0.080]: it closes −20.0 % [−33.0, −8.0] of the gap. NLL")
        .contains("standard: no difference shown (n = 360) [−0.008, 0.013].")
        .doesNotContain("better");
  }

  @Test
  void studentWhereStandardIs() {
    Interval nothing = new Interval(0, 0, 0);
    assertThat(Verdict.of(report(GAP, nothing, nothing, nothing, SAME)))
        .isEqualTo(
            "Between student and standard dropout, no difference in nearness to the MC average"
                + " shown (n = 360): the student closes 0.0 % [0.0, 0.0] of the gap. NLL 0.202"
                + " against 0.241 standard: no difference shown (n = 360) [0.000, 0.000]. Error"
                + " 5.6 % against 5.4 %: no difference shown (n = 360) [−0.8, 1.3].");
  }

  @Test
  void noGapToClose() {
    Interval gap = new Interval(.0004, -.0002, .0011);
    String start =
        "No gap is shown between standard dropout and the MC average of 1000 passes (n = 360), so"
            + " there is no share of it to close";
    assertThat(Verdict.of(report(gap, SAME, null, SAME, SAME))).startsWith(start + ". NLL");
    assertThat(Verdict.of(report(gap, new Interval(-.05, -.08, -.02), null, SAME, SAME)))
        .startsWith(
            start + "; the student stands further from that average by 0.050 nats [0.020, 0.080].");
    assertThat(Verdict.of(report(gap, new Interval(.0005, .0003, .0008), null, SAME, SAME)))
        .startsWith(
            start
                + "; the student stands nearer to that average by 0.00050 nats"
                + " [0.00030, 0.00080].");
  }

  @Test
  void differencesThatAreOnlyRoundingAreNone() {
    Interval rounding = new Interval(2e-16, 1e-16, 3e-16);
    assertThat(Verdict.of(report(rounding, rounding, null, rounding, SAME)))
        .contains("so there is no share of it to close. NLL")
        .contains("standard: no difference shown (n = 360) [0.0000000000, 0.0000000000].");
  }

  @Test
  void beforeThereIsAStudent() {
    assertThat(Verdict.of(withoutStudent(GAP)))
        .isEqualTo(
            "No student yet: standard dropout stands KL 0.241 nats [0.213, 0.279] from the MC"
                + " average of 1000 passes.");
    assertThat(Verdict.of(withoutStudent(new Interval(0, 0, 0))))
        .isEqualTo(
            "No student yet, and no gap shown between standard dropout and the MC average of 1000"
                + " passes (n = 360): KL 0.000 nats [0.000, 0.000].");
  }

  @Test
  void anUnboundedIntervalIsNoDifference() {
    Interval unbounded = new Interval(.3, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertThat(Verdict.of(report(unbounded, unbounded, null, unbounded, SAME)))
        .contains("no difference shown (n = 360) [−∞, ∞]");
  }

  @Test
  void everyLocaleReadsTheSame() {
    GapReport report = report(GAP, NEARER, SHARE, BETTER, SAME);
    String expected = Verdict.of(report);
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(Verdict.of(report)).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private static GapReport worth(int rows, Interval passes) {
    return report(rows, GAP, NEARER, SHARE, BETTER, SAME, passes);
  }

  private static GapReport report(
      Interval gap, Interval headline, Interval share, Interval nll, Interval error) {
    return report(360, gap, headline, share, nll, error, null);
  }

  private static GapReport report(
      int rows,
      Interval gap,
      Interval headline,
      Interval share,
      Interval nll,
      Interval error,
      Interval passes) {
    return new GapReport(
        rows,
        1000,
        .95,
        predictor(.054, .241, gap),
        predictor(.055, .2, null),
        predictor(.056, .202, new Interval(.007, .005, .009)),
        headline,
        share,
        .0012,
        .3,
        new Differences(error, nll, SAME, SAME, McNemar.of(0, 0)),
        passes);
  }

  private static GapReport withoutStudent(Interval gap) {
    return new GapReport(
        360,
        1000,
        .95,
        predictor(.054, .241, gap),
        predictor(.055, .2, null),
        null,
        null,
        null,
        .0012,
        .3,
        null,
        null);
  }

  private static PredictorReport predictor(double error, double nll, Interval kl) {
    return new PredictorReport(
        new Interval(error, .03, .08),
        new Interval(nll, .1, .4),
        new Interval(.1, .08, .12),
        .05,
        kl,
        new Reliability(List.of()),
        .05,
        .01,
        .3,
        null,
        null);
  }
}
