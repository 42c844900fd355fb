package org.dropoutdistillery.run;

import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Report;

/** Makes sure that a report which was kept somewhere has all that one which was measured has. */
final class WholeReport {
  private WholeReport() {}

  /**
   * @throws IllegalArgumentException naming what is missing
   */
  static void require(Report report) {
    requirePredictor("standard", report.standard(), true);
    requirePredictor("monteCarlo", report.monteCarlo(), false);
    if (report.student() != null) {
      requirePredictor("student", report.student(), true);
      require("headline", report.headline());
      requireDifferences(report);
    }
  }

  private static void requireDifferences(Report report) {
    String name = "studentMinusStandard";
    if (report instanceof GapReport gap) {
      GapReport.Differences differences = gap.studentMinusStandard();
      require(name, differences);
      require(
          name,
          differences.error(),
          differences.nll(),
          differences.brier(),
          differences.ece(),
          differences.rightness());
    } else {
      RegressionReport.Differences differences = ((RegressionReport) report).studentMinusStandard();
      require(name, differences);
      require(name, differences.squaredError(), differences.nll());
    }
  }

  private static void requirePredictor(String name, PredictorFigures figures, boolean hasDistance) {
    require(name, figures);
    require(name, figures.nll());
    if (figures instanceof PredictorReport classes) {
      require(name, classes.error(), classes.brier(), classes.reliability());
    } else {
      require(name, ((RegressionPredictorReport) figures).rmse());
    }
    if (hasDistance) {
      require(name, figures.toMc());
    }
  }

  private static void require(String name, Object... parts) {
    for (Object part : parts) {
      Require.that(part != null, name, null, "all that is measured of it");
    }
  }
}
