package org.dropoutdistillery.run;

import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.evaluate.RoadReport;

/**
 * Another road to the average, on the test rows.
 *
 * @param road which
 * @param report null where it could not be gone
 * @param millisPerExample measured on all test rows at once
 * @param own of an expectation-linear teacher: its own standard and Monte-Carlo predictions, since
 *     a gap can also shrink because the masks agree (see its mutual information, or the variance of
 *     its masks); else null
 * @param refusal why it could not be gone; null if it could
 */
public record RoadResult(
    Road road, RoadReport report, double millisPerExample, Report own, String refusal) {
  static RoadResult refused(Road road, String refusal) {
    return new RoadResult(road, null, Double.NaN, null, refusal);
  }
}
