package org.dropoutdistillery.evaluate;

import java.util.function.Supplier;

/**
 * Says in words where things stand. A difference whose interval contains 0 is "no difference
 * shown"; nearness to the Monte-Carlo average and quality against labels are said apart, since the
 * one does not bring the other.
 */
public final class Verdict {
  private final Report report;
  private final Wording wording;
  private final Figures figures;

  private Verdict(Report report, double resolution, Figures figures) {
    this.report = report;
    this.figures = figures;
    wording = new Wording(report.rows(), resolution);
  }

  /** Returns one to five sentences, the same in every locale. */
  public static String of(Report report) {
    if (report instanceof GapReport gap) {
      Verdict verdict = new Verdict(gap, GapEvaluator.RESOLUTION, Figures.NATS);
      return verdict.sentences(
          "KL " + Figures.NATS.interval(gap.standardToMc()), () -> verdict.quality(gap));
    }
    RegressionReport numbers = (RegressionReport) report;
    Verdict verdict = new Verdict(numbers, 0, Figures.SQUARED_DISTANCE);
    return verdict.sentences(
        "at a mean squared distance of " + Figures.PLAIN.interval(numbers.standardToMc()),
        () -> verdict.quality(numbers));
  }

  /**
   * @param distance of standard dropout, in words
   * @param quality says how good the predictors are, where there is a student
   */
  private String sentences(String distance, Supplier<String> quality) {
    return wording.warned(
        report.student() == null ? withoutStudent(distance) : nearness() + " " + quality.get());
  }

  private String withoutStudent(String distance) {
    return wording.isAbove(report.standardToMc())
        ? "No student yet: standard dropout stands %s from the MC average of %s passes."
            .formatted(distance, report.passes())
        : "No student yet, and no gap shown between standard dropout and the MC average of %s passes %s: %s."
            .formatted(report.passes(), wording.count(), distance);
  }

  private String nearness() {
    return new Nearness(
            wording,
            report.passes(),
            report.headline(),
            report.gapClosed(),
            report.equivalentPasses(),
            figures)
        .sentence();
  }

  private String quality(GapReport classes) {
    return "NLL %s. Error %s against %s: %s."
        .formatted(
            nll(" standard", classes.studentMinusStandard().nll()),
            Figures.PERCENT.value(classes.student().error().value()),
            Figures.PERCENT.value(classes.standard().error().value()),
            wording.comparison(classes.studentMinusStandard().error(), Figures.POINTS));
  }

  private String quality(RegressionReport numbers) {
    return "RMSE %s against %s standard: squared error %s. NLL %s."
        .formatted(
            Figures.PLAIN.significant(numbers.student().rmse().value()),
            Figures.PLAIN.significant(numbers.standard().rmse().value()),
            wording.comparison(numbers.studentMinusStandard().squaredError(), Figures.PLAIN),
            nll("", numbers.studentMinusStandard().nll()));
  }

  private String nll(String whose, Interval difference) {
    return "%s against %s%s: %s"
        .formatted(
            Figures.PLAIN.value(report.student().nll().value()),
            Figures.PLAIN.value(report.standard().nll().value()),
            whose,
            wording.comparison(difference, Figures.PLAIN));
  }
}
