package org.dropoutdistillery.evaluate;

/** What was measured of standard, Monte-Carlo and student on one set of rows. */
public sealed interface Report permits GapReport, RegressionReport {
  /** Returns the number of rows. */
  int rows();

  /** Returns T, the passes of the Monte-Carlo average. */
  int passes();

  /** Returns the level of every interval, in (0, 1). */
  double confidence();

  /** Returns one pass without masks. */
  PredictorFigures standard();

  /** Returns the average over T masks. */
  PredictorFigures monteCarlo();

  /** Returns the distilled network; null before there is one. */
  PredictorFigures student();

  /** Returns how far standard stands from the Monte-Carlo average, debiased. */
  Interval standardToMc();

  /**
   * Returns how far the student stands from the Monte-Carlo average, debiased; null without one.
   */
  Interval studentToMc();

  /** Returns how much nearer the student stands than standard; null without a student. */
  Interval headline();

  /** Returns the share of standard's distance that the student takes away; null if undefined. */
  Interval gapClosed();

  /** Returns how far an average of T independent passes stands from the true one. */
  double noiseFloor();

  /** Returns how many passes of Monte-Carlo the student is worth; null without a student. */
  Interval equivalentPasses();

  /** Says in words where things stand. */
  String verdict();

  /** Returns whether standard and Monte-Carlo predict numbers, and not NaN or infinity. */
  boolean teacherIsFinite();

  /** Returns whether the student, if there is one, predicts numbers. */
  boolean studentIsFinite();
}
