package org.dropoutdistillery.run;

import java.util.List;
import org.dropoutdistillery.evaluate.RegressionReport;

/** What holds for the evaluations of a run, whoever kept them. */
public final class SoundCurve {
  private SoundCurve() {}

  /**
   * Makes sure that a curve can be one of a run.
   *
   * @param lastStep that an evaluation may have
   * @param ofNumbers whether the run predicts a number, and no classes
   * @throws IllegalArgumentException if steps do not rise up to there, or a report is on other
   *     predictions or lacks a part
   */
  public static void require(List<EvaluationPoint> curve, long lastStep, boolean ofNumbers) {
    long before = -1;
    for (EvaluationPoint point : curve) {
      Require.that(
          point.step() > before && point.step() <= lastStep,
          "curve",
          "step " + point.step(),
          "steps above " + before + " and up to " + lastStep);
      before = point.step();
      Require.that(
          point.report() instanceof RegressionReport == ofNumbers,
          "curve",
          point.report().getClass().getSimpleName(),
          "reports on " + (ofNumbers ? "a number" : "classes") + ", as in the data");
      requireWhole(point);
    }
  }

  /**
   * Makes sure that an evaluation has all that one that was measured has.
   *
   * @throws IllegalArgumentException naming what is missing
   */
  public static void requireWhole(EvaluationPoint point) {
    WholeReport.require(point.report());
  }
}
