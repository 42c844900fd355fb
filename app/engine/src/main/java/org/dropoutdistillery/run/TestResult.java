package org.dropoutdistillery.run;

import java.util.List;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.Report;

/**
 * What was measured on the test rows.
 *
 * @param report of standard, Monte-Carlo and student
 * @param costs of these three
 * @param roads the others that were asked for
 * @param averaging how Monte-Carlo gets better with its passes, by several metrics
 */
public record TestResult(
    Report report, Costs costs, List<RoadResult> roads, List<AveragingCurve> averaging) {
  public TestResult {
    roads = List.copyOf(roads);
    averaging = List.copyOf(averaging);
  }
}
