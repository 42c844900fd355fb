package org.dropoutdistillery.plots;

import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.Road;

/** What the roads to the average are called where people read. */
final class RoadName {
  private RoadName() {}

  /**
   * @param report of the run whose road it is: numbers have but one read-out of moments
   */
  static String of(Road road, Report report) {
    return switch (road) {
      case EXACT -> "all masks";
      case GEOMETRIC -> "geometric mean";
      case MOMENTS -> report instanceof RegressionReport ? "moments" : "moments, pairwise";
      case MOMENTS_MEAN -> "moments, mean logits";
      case MOMENTS_FIELD -> "moments, mean field";
      case MOMENTS_SAMPLED -> "moments, sampled";
      case EXPECTATION_LINEAR -> "expectation-linear";
    };
  }
}
