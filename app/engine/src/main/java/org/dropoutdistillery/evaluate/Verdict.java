package org.dropoutdistillery.evaluate;

/**
 * Says in words where things stand. A difference whose interval contains 0 is "no difference
 * shown"; nearness to the Monte-Carlo average and quality against labels are said apart, since the
 * one does not bring the other.
 */
public final class Verdict {
  private final GapReport report;
  private final Wording wording;

  private Verdict(GapReport report) {
    this.report = report;
    wording = new Wording(report.rows(), GapEvaluator.RESOLUTION);
  }

  /** Returns one to four sentences, the same in every locale. */
  public static String of(GapReport report) {
    Verdict verdict = new Verdict(report);
    return verdict.wording.warned(
        report.student() == null
            ? verdict.withoutStudent()
            : verdict.nearness() + " " + verdict.quality());
  }

  private String withoutStudent() {
    Interval gap = report.standard().klToMc();
    String divergence = "KL " + Figures.NATS.interval(gap);
    return wording.isAbove(gap)
        ? "No student yet: standard dropout stands %s from the MC average of %s passes."
            .formatted(divergence, report.passes())
        : "No student yet, and no gap shown between standard dropout and the MC average of %s passes %s: %s."
            .formatted(report.passes(), wording.count(), divergence);
  }

  private String nearness() {
    return new Nearness(
            wording,
            report.passes(),
            report.headline(),
            report.gapClosed(),
            report.equivalentPasses(),
            Figures.NATS)
        .sentence();
  }

  private String quality() {
    PredictorReport student = report.student();
    PredictorReport standard = report.standard();
    return "NLL %s against %s standard: %s. Error %s against %s: %s."
        .formatted(
            Figures.PLAIN.value(student.nll().value()),
            Figures.PLAIN.value(standard.nll().value()),
            wording.comparison(report.studentMinusStandard().nll(), Figures.PLAIN),
            Figures.PERCENT.value(student.error().value()),
            Figures.PERCENT.value(standard.error().value()),
            wording.comparison(report.studentMinusStandard().error(), Figures.POINTS));
  }
}
