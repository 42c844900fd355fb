package org.dropoutdistillery.plots;

import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.evaluate.EnoughPasses;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.Report;

/**
 * What an averaging curve says in words: how many passes are enough, and how many the student is
 * worth.
 */
public record AveragingText(AveragingCurve curve, Report report) {
  /** Share of standard's distance that more passes may still take away. */
  private static final double MARGIN = 0.1;

  private static final double REACH = 10;

  /** Returns how many passes are enough; null where there are too few to say. */
  EnoughPasses enough() {
    double tolerance =
        curve.metric().isAgainstLabels()
            ? curve.toleranceOfRows()
            : MARGIN * report.standardToMc().value();
    return tolerance > 0 ? curve.enough(tolerance) : null;
  }

  /** Returns whether that number lies within the curve. */
  boolean isEnoughShown() {
    EnoughPasses enough = enough();
    return enough != null && enough.passes() <= last();
  }

  String enoughMark() {
    return "T %s %s is enough"
        .formatted(enough().measured() ? "=" : "≈", Figures.passes(enough().passes()));
  }

  /** Returns how many passes the student is worth; null where that is not known. */
  Interval equivalent() {
    return curve.metric() == AveragingMetric.KL
            || curve.metric() == AveragingMetric.SQUARED_DISTANCE
        ? report.equivalentPasses()
        : null;
  }

  /** Returns whether that number lies near enough to the curve to be shown beside it. */
  boolean isStudentShown() {
    Interval equivalent = equivalent();
    return equivalent != null
        && equivalent.value() >= curve.points().get(0).passes()
        && equivalent.value() <= REACH * last();
  }

  private int last() {
    return curve.points().get(curve.points().size() - 1).passes();
  }

  String studentMark() {
    return "student = MC at T ≈ " + passes(equivalent());
  }

  /** Returns the sentences under the chart. */
  public String caption() {
    return (enoughSentence() + " " + studentSentence()).strip();
  }

  /** Returns how many passes are enough for this metric, in a few words without a full stop. */
  public String enoughFor() {
    return enough() == null
        ? "too few passes were made to say for " + name()
        : enoughMark() + " for " + name();
  }

  private String name() {
    return switch (curve.metric()) {
      case NLL -> "the NLL";
      case ERROR -> "the error";
      case KL -> "the KL to MC";
      case MSE -> "the squared error";
      case SQUARED_ERROR, SQUARED_DISTANCE -> "the distance to MC";
    };
  }

  private String enoughSentence() {
    EnoughPasses enough = enough();
    if (enough == null) {
      return "Too few passes were made to say how many are enough.";
    }
    String little =
        curve.metric().isAgainstLabels()
            ? "a quarter of the standard error that the "
                + Figures.grouped(curve.rows())
                + " rows leave"
            : "a tenth of standard's distance";
    String passes = Figures.passes(enough.passes());
    return enough.measured()
        ? "From T = " + passes + " on, more passes would change it by less than " + little + "."
        : "If it goes on falling as 1/T, more passes would change it by less than "
            + little
            + " from about T = "
            + passes
            + " on; the repeats that were made do not settle it.";
  }

  /** Returns how many passes the student is worth, in words; empty where that is not known. */
  public String studentSentence() {
    Interval equivalent = equivalent();
    if (equivalent == null) {
      return "";
    }
    if (Double.isInfinite(equivalent.low())) {
      return "The student's distance may be 0: no number of passes is known to come nearer.";
    }
    return Double.isInfinite(equivalent.high())
        ? "The student equals MC at T of at least " + Figures.passes(equivalent.low()) + "."
        : "The student equals MC at T ≈ " + passes(equivalent) + ".";
  }

  private static String passes(Interval interval) {
    return "%s [%s, %s]"
        .formatted(
            Figures.passes(interval.value()),
            Figures.passes(interval.low()),
            Figures.passes(interval.high()));
  }
}
