package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

/**
 * Writes the table of docs/adr/0005-intervals.md in some minutes. Its name keeps it out of the
 * ordinary tests: {@code mvn -pl app/engine test -Dtest=CoverageTable}.
 */
class CoverageTable {
  private static final int SIMULATIONS = 4000;
  private static final int RESAMPLES = 999;

  /** Test rows of iris, wine, diabetes, cancer, digits, moons and fashion, and one in between. */
  private static final int[] SIZES = {30, 36, 89, 114, 360, 600, 2000, 10_000};

  @Test
  void coverageAtTheBundledTestSizes() {
    StringBuilder table = new StringBuilder("| rows |");
    Arrays.stream(SIZES).forEach(rows -> table.append(' ').append(rows).append(" |"));
    for (RowLaw law : RowLaw.values()) {
      double truth = law.truth();
      line(table, law.title(), rows -> coverage(law, truth, rows, SIMULATIONS, RESAMPLES));
    }
    line(table, RowLaw.LOGNORMAL.title() + ", Student's t", CoverageTable::plain);
    line(table, "share of the gap closed", CoverageTable::share);
    System.out.println(table);
    assertThat(table.toString()).doesNotContain("NaN");
  }

  private static void line(StringBuilder table, String name, IntFunction<Double> coverage) {
    table.append("\n| ").append(name).append(" |");
    for (int rows : SIZES) {
      table.append(
          String.format(Locale.ROOT, " %.3f |", coverage.apply(rows)).replace(" 0.", " ."));
    }
  }

  /** Returns how often an interval of 95 % holds the mean. */
  static double coverage(RowLaw law, double truth, int rows, int simulations, int resamples) {
    RandomSequence random = new RandomSequence(rows + 7L * law.title().hashCode());
    int covered = 0;
    for (int s = 0; s < simulations; s++) {
      Interval interval = new RowIntervals(resamples, .95, s).mean(law.rows(rows, random));
      covered += interval.contains(truth) ? 1 : 0;
    }
    return (double) covered / simulations;
  }

  private static double plain(int rows) {
    RowLaw law = RowLaw.LOGNORMAL;
    double truth = law.truth();
    RandomSequence random = new RandomSequence(rows);
    int covered = 0;
    for (int s = 0; s < SIMULATIONS; s++) {
      covered += SeedComparison.of(law.rows(rows, random), .95).interval().contains(truth) ? 1 : 0;
    }
    return (double) covered / SIMULATIONS;
  }

  /** The student's logits are off by noise where standard claims half as much again. */
  private static double share(int rows) {
    double truth = 1 - mean(true, 2_000_000) / mean(false, 2_000_000);
    RandomSequence random = new RandomSequence(rows + 99L);
    int covered = 0;
    double[] student = new double[rows];
    double[] standard = new double[rows];
    for (int s = 0; s < SIMULATIONS; s++) {
      for (int row = 0; row < rows; row++) {
        double logit = 2.5 * random.nextGaussian();
        student[row] = RowLaw.divergence(logit, logit + .3 * random.nextGaussian());
        standard[row] = RowLaw.divergence(logit, 1.5 * logit + .3 * random.nextGaussian());
      }
      Interval share = new RowIntervals(RESAMPLES, .95, s).ratio(student, standard).shareClosed();
      covered += share.contains(truth) ? 1 : 0;
    }
    return (double) covered / SIMULATIONS;
  }

  private static double mean(boolean student, int rows) {
    RandomSequence random = new RandomSequence(5);
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double logit = 2.5 * random.nextGaussian();
      sum += RowLaw.divergence(logit, (student ? 1 : 1.5) * logit + .3 * random.nextGaussian());
    }
    return sum / rows;
  }
}
