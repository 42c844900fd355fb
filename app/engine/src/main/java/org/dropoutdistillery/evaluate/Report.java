package org.dropoutdistillery.evaluate;

/** What was measured of standard, Monte-Carlo and student on one set of rows. */
public sealed interface Report permits GapReport, RegressionReport {
  /** Returns the number of rows. */
  int rows();

  /** Returns T, the passes of the Monte-Carlo average. */
  int passes();

  /** Returns the level of every interval, in (0, 1). */
  double confidence();

  /** Returns the figures of one pass without masks. */
  PredictorFigures standard();

  /** Returns the figures of the average over T masks. */
  PredictorFigures monteCarlo();

  /** Returns the figures of the student; null before there is one. */
  PredictorFigures student();

  /** Returns how much nearer the student stands than standard; null without a student. */
  Interval headline();

  /** Returns the share of standard's distance that the student takes away; null if undefined. */
  Interval gapClosed();

  /** Returns how far an average of T independent passes stands from the true one. */
  double noiseFloor();

  /** Returns how many passes of Monte-Carlo the student is worth; null without a student. */
  Interval equivalentPasses();

  /** Returns how far standard stands from the Monte-Carlo average, debiased. */
  default Interval standardToMc() {
    return standard().toMc();
  }

  /**
   * Returns how far the student stands from the Monte-Carlo average, debiased; null without one.
   */
  default Interval studentToMc() {
    return student() == null ? null : student().toMc();
  }

  /** Says in words where things stand. */
  default String verdict() {
    return Verdict.of(this);
  }

  /** Returns whether standard and Monte-Carlo predict numbers, and not NaN or infinity. */
  default boolean teacherIsFinite() {
    return Double.isFinite(standard().nll().value() + monteCarlo().nll().value());
  }

  /** Returns whether the student, if there is one, predicts numbers. */
  default boolean studentIsFinite() {
    return student() == null || Double.isFinite(student().nll().value());
  }
}
