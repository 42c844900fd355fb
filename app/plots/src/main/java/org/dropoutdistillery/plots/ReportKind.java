package org.dropoutdistillery.plots;

import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Report;

/** What a page says differently of predicted classes and of predicted numbers. */
sealed interface ReportKind permits ClassKind, NumberKind {
  /** A number and, under it, its interval; either may be empty. */
  record Cell(String label, String value, String bounds) {
    static Cell of(String label, Interval interval) {
      return interval == null || !Double.isFinite(interval.value())
          ? new Cell(label, Figures.NONE, "")
          : new Cell(label, Figures.value(interval), Figures.bounds(interval));
    }
  }

  /**
   * A difference between student and standard, and how it reads.
   *
   * @param detail what else is to be said of it; empty for nothing
   */
  record Difference(String measure, String value, String bounds, String reading, String detail) {}

  static ReportKind of(Report report) {
    return report instanceof GapReport classes
        ? new ClassKind(classes)
        : new NumberKind((RegressionReport) report);
  }

  Report report();

  /** Returns the cells of a predictor in the comparison, the one of {@link #distance()} last. */
  List<Cell> cells(PredictorFigures figures);

  /** Returns the cells of a road: the most telling of those in the comparison, but no distance. */
  List<Cell> qualities(PredictorFigures figures);

  /** Returns the differences, student minus standard; none without a student. */
  List<Difference> differences();

  /** Returns what the distance from the Monte-Carlo average is called in a table. */
  String distance();

  /** Returns the distance of a predictor from the Monte-Carlo average, as a formula. */
  String distance(String predictor);

  /** Returns the unit of the distance. */
  String unit();

  /** Returns what tells how much the masks disagree, with its name. */
  Cell disagreement();

  /** Returns the sentences under the comparison. */
  String units();

  /** Returns what predictions are measured against. */
  String truth();

  /** Returns what is told of quality, as a list of measures. */
  String measures();

  /** Returns the difference with its reading, in words that claim no more than its interval. */
  default Difference difference(String measure, Interval change) {
    return new Difference(
        measure,
        Figures.value(change),
        Figures.bounds(change),
        reading(change, "student better", "standard better"),
        "");
  }

  /** Says who is ahead only where the interval does: it must have bounds that leave out 0. */
  default String reading(Interval change, String below, String above) {
    if (change.high() < 0) {
      return below;
    }
    return change.low() > 0
        ? above
        : "no difference shown (n = " + Figures.grouped(report().rows()) + ")";
  }
}
