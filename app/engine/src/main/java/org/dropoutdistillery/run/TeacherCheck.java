package org.dropoutdistillery.run;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Workers;

/**
 * Whether a teacher from elsewhere predicts the data that it is said to be for. Measured on the
 * validation rows; the test rows are left for the student.
 *
 * @param report standard and Monte-Carlo, without a student
 * @param chance error of always naming the most frequent class, or the standard deviation of the
 *     numbers to predict: what needs no network
 */
public record TeacherCheck(Report report, double chance) {
  /** Returns null if cancelled. */
  public static TeacherCheck of(
      Recipe settings, RunData data, Network teacher, Workers workers, BooleanSupplier cancelled) {
    int[] rows = data.split().validation();
    Report report = new FinalTest(settings, data, rows, teacher, null, workers).report(cancelled);
    if (report == null) {
      return null;
    }
    double chance =
        data.dataset().isRegression()
            ? deviation(data.responsesOf(rows))
            : commonestError(data.dataset().labelsOf(rows));
    return new TeacherCheck(report, chance);
  }

  /** Returns the error, or the root mean squared error, of one pass without masks. */
  public Interval standardError() {
    return report instanceof GapReport classes
        ? classes.standard().error()
        : ((RegressionReport) report).standard().rmse();
  }

  /** Returns the same of the average over masks. */
  public Interval monteCarloError() {
    return report instanceof GapReport classes
        ? classes.monteCarlo().error()
        : ((RegressionReport) report).monteCarlo().rmse();
  }

  /** Returns whether nothing shows that the teacher is better than no network. */
  public boolean isNearChance() {
    return !(standardError().high() < chance);
  }

  private static double commonestError(int[] labels) {
    int most = 0;
    for (int label : Arrays.stream(labels).distinct().toArray()) {
      most = Math.max(most, (int) Arrays.stream(labels).filter(other -> other == label).count());
    }
    return 1 - (double) most / labels.length;
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    return Math.sqrt(square);
  }
}
