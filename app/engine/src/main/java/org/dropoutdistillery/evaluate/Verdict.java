package org.dropoutdistillery.evaluate;

/**
 * Says in words where things stand. A difference whose interval contains 0 is "no difference
 * shown"; nearness to the Monte-Carlo average and quality against labels are said apart, since the
 * one does not bring the other.
 */
public final class Verdict {
  private final GapReport report;

  private Verdict(GapReport report) {
    this.report = report;
  }

  /** Returns one to three sentences, the same in every locale. */
  public static String of(GapReport report) {
    Verdict verdict = new Verdict(report);
    return report.student() == null
        ? verdict.withoutStudent()
        : verdict.fidelity() + " " + verdict.quality();
  }

  private String withoutStudent() {
    Interval gap = report.standard().klToMc();
    String divergence = "KL " + Figures.NATS.interval(gap);
    return isAbove(gap)
        ? "No student yet: standard dropout stands %s from the MC average of %s passes."
            .formatted(divergence, report.passes())
        : "No student yet, and no gap shown between standard dropout and the MC average of %s passes %s: %s."
            .formatted(report.passes(), rows(), divergence);
  }

  private String fidelity() {
    if (report.gapClosed() == null) {
      return withoutShare();
    }
    String share = Figures.PERCENT.interval(report.gapClosed());
    if (isAbove(report.headline())) {
      return "The student closes %s of the gap between standard dropout and the MC average, in 1 pass instead of %s."
          .formatted(share, report.passes());
    }
    if (isBelow(report.headline())) {
      return "The student stands further from the MC average than standard dropout does, by %s: it closes %s of the gap."
          .formatted(Figures.NATS.interval(negated(report.headline())), share);
    }
    return "Between student and standard dropout, no difference in nearness to the MC average shown %s: the student closes %s of the gap."
        .formatted(rows(), share);
  }

  private String withoutShare() {
    String start =
        "No gap is shown between standard dropout and the MC average of %s passes %s, so there is no share of it to close"
            .formatted(report.passes(), rows());
    if (isAbove(report.headline())) {
      return "%s; the student stands nearer to that average by %s."
          .formatted(start, Figures.NATS.interval(report.headline()));
    }
    if (isBelow(report.headline())) {
      return "%s; the student stands further from that average by %s."
          .formatted(start, Figures.NATS.interval(negated(report.headline())));
    }
    return start + ".";
  }

  private String quality() {
    PredictorReport student = report.student();
    PredictorReport standard = report.standard();
    return "NLL %s against %s standard: %s. Error %s against %s: %s."
        .formatted(
            Figures.PLAIN.value(student.nll().value()),
            Figures.PLAIN.value(standard.nll().value()),
            comparison(report.studentMinusStandard().nll(), Figures.PLAIN),
            Figures.PERCENT.value(student.error().value()),
            Figures.PERCENT.value(standard.error().value()),
            comparison(report.studentMinusStandard().error(), Figures.POINTS));
  }

  private String comparison(Interval difference, Figures figures) {
    if (isBelow(difference)) {
      return "better by " + figures.interval(negated(difference));
    }
    if (isAbove(difference)) {
      return "worse by " + figures.interval(difference);
    }
    return "no difference shown " + rows() + " " + figures.bounds(difference);
  }

  private String rows() {
    return "(n = " + report.rows() + ")";
  }

  private static boolean isAbove(Interval interval) {
    return interval.low() > GapEvaluator.RESOLUTION;
  }

  private static boolean isBelow(Interval interval) {
    return interval.high() < -GapEvaluator.RESOLUTION;
  }

  private static Interval negated(Interval interval) {
    return new Interval(-interval.value(), -interval.high(), -interval.low());
  }
}
