package org.dropoutdistillery.run;

import java.util.Arrays;

/**
 * Measured time of each predictor, in ms per example on the test rows, all of them at once. From a
 * clock, so never part of what replays.
 *
 * @param standard one pass of the teacher, median of several measurements
 * @param monteCarlo the whole average over T passes
 * @param student one pass of the student, median of several measurements; NaN without one
 */
public record Costs(double standard, double monteCarlo, double student) {
  // Of a large convolutional net over ten thousand rows, 31 measurements take minutes.
  private static final int MOST_REPEATS = 31;
  private static final int LEAST_REPEATS = 3;
  private static final double ENOUGH_MILLIS = 2000;

  static Costs measure(Evaluator evaluator, double monteCarloMillis) {
    double standard = median(evaluator::predictStandard);
    double student = evaluator.student == null ? Double.NaN : median(evaluator::predictStudent);
    int rows = evaluator.rows.rows();
    return new Costs(standard / rows, monteCarloMillis / rows, student / rows);
  }

  private static double median(Runnable work) {
    double[] milliseconds = new double[MOST_REPEATS];
    int repeats = 0;
    double all = 0;
    while (repeats < LEAST_REPEATS || (repeats < MOST_REPEATS && all < ENOUGH_MILLIS)) {
      long start = System.nanoTime();
      work.run();
      milliseconds[repeats] = (System.nanoTime() - start) / 1e6;
      all += milliseconds[repeats];
      repeats++;
    }
    Arrays.sort(milliseconds, 0, repeats);
    return milliseconds[repeats / 2];
  }
}
