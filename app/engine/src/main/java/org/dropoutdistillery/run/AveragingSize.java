package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.List;

/**
 * How much of an averaging study is done: less of it for large networks, so that a person can wait
 * for it. Depends on the shape of the work alone, so that the same study has the same numbers.
 *
 * @param rows that are looked at, the first of those given
 * @param passes independent passes, a power of two
 * @param reportPasses of the long average that all is compared with
 * @param mostBalanced largest T of balanced passes, a power of two
 */
public record AveragingSize(int rows, int passes, int reportPasses, int mostBalanced) {
  /** Passes × rows × multiplications; see {@link #fitting}. */
  static final double BUDGET = 3e11;

  private static final int ENOUGH_ROWS = 400;
  private static final int LEAST_ROWS = 50;
  private static final int MOST_BALANCED = 64;
  private static final int HALVINGS = 3;
  private static final int LEAST_REPEATS = 8;
  private static final int PASSES_PER_POINT = 128;

  /**
   * Returns as many rows and passes as the budget allows: passes are halved, up to three times,
   * until some hundred rows can be looked at; then rows are left out.
   *
   * @param available number of rows
   * @param products multiplications of one row in the teacher
   * @param finalPasses of the recipe
   * @param blocks of the recipe, which divide the passes of its averages
   */
  static AveragingSize fitting(int available, long products, int finalPasses, int blocks) {
    int most = Math.min(available, AveragingTest.MOST_ROWS);
    AveragingSize size = null;
    for (int halvings = 0; halvings <= HALVINGS; halvings++) {
      int part = 1 << halvings;
      int report = Math.max(2, finalPasses / part / blocks) * blocks;
      size = new AveragingSize(most, AveragingTest.PASSES / part, report, MOST_BALANCED / part);
      int affordable = (int) Math.min(most, BUDGET / products / size.allPasses());
      if (affordable >= Math.min(most, ENOUGH_ROWS)) {
        return size.withRows(affordable);
      }
      size = size.withRows(Math.min(most, Math.max(LEAST_ROWS, affordable)));
    }
    return size;
  }

  private AveragingSize withRows(int other) {
    return new AveragingSize(other, passes, reportPasses, mostBalanced);
  }

  /** Returns the numbers T of balanced passes that are averaged: 2, 4, 8, …. */
  List<Integer> balanced() {
    List<Integer> levels = new ArrayList<>();
    for (int t = 2; t <= mostBalanced; t *= 2) {
      levels.add(t);
    }
    return levels;
  }

  /** Returns how many averages of T balanced passes are made. */
  static int repeats(int t) {
    return Math.max(LEAST_REPEATS, PASSES_PER_POINT / t);
  }

  /** Returns the number of passes of everything. */
  int allPasses() {
    return passes + reportPasses + balanced().stream().mapToInt(t -> t * repeats(t)).sum();
  }
}
