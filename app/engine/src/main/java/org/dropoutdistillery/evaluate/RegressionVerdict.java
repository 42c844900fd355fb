package org.dropoutdistillery.evaluate;

/** Says in words where things stand with regression, as {@link Verdict} does with classes. */
public final class RegressionVerdict {
  private final RegressionReport report;
  private final Wording wording;

  private RegressionVerdict(RegressionReport report) {
    this.report = report;
    wording = new Wording(report.rows(), 0);
  }

  /** Returns one to four sentences, the same in every locale. */
  public static String of(RegressionReport report) {
    RegressionVerdict verdict = new RegressionVerdict(report);
    return verdict.wording.warned(
        report.student() == null
            ? verdict.withoutStudent()
            : verdict.nearness() + " " + verdict.quality());
  }

  private String withoutStudent() {
    Interval gap = report.standard().distanceToMc();
    String distance = "at a mean squared distance of " + Figures.PLAIN.interval(gap);
    return wording.isAbove(gap)
        ? "No student yet: standard dropout stands %s from the MC average of %s passes."
            .formatted(distance, report.passes())
        : "No student yet, and no gap shown between standard dropout and the MC average of %s passes %s: it stands %s."
            .formatted(report.passes(), wording.count(), distance);
  }

  private String nearness() {
    return new Nearness(
            wording,
            report.passes(),
            report.headline(),
            report.gapClosed(),
            report.equivalentPasses(),
            Figures.SQUARED_DISTANCE)
        .sentence();
  }

  private String quality() {
    return "RMSE %s against %s standard: squared error %s. NLL %s against %s: %s."
        .formatted(
            Figures.PLAIN.significant(report.student().rmse().value()),
            Figures.PLAIN.significant(report.standard().rmse().value()),
            wording.comparison(report.studentMinusStandard().squaredError(), Figures.PLAIN),
            Figures.PLAIN.value(report.student().nll().value()),
            Figures.PLAIN.value(report.standard().nll().value()),
            wording.comparison(report.studentMinusStandard().nll(), Figures.PLAIN));
  }
}
