package org.dropoutdistillery.store;

import java.util.List;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;

/** The columns of {@code metrics.csv} where numbers are predicted. */
final class ResponseColumns {
  private static final List<Column<RegressionPredictorReport>> MEASURES =
      List.of(
          new Column<>("rmse", report -> report.rmse().value()),
          new Column<>("nll", report -> report.nll().value()));

  static final List<Column<RegressionReport>> ALL =
      Column.join(
          Column.ofPart("standard_", RegressionReport::standard, MEASURES),
          Column.ofPart("mc_", RegressionReport::monteCarlo, MEASURES),
          Column.ofPart("student_", RegressionReport::student, MEASURES),
          Column.interval("standard_distance_to_mc", RegressionReport::standardToMc),
          Column.interval("student_distance_to_mc", RegressionReport::studentToMc),
          Column.interval("headline", RegressionReport::headline),
          Column.interval("gap_closed", RegressionReport::gapClosed),
          List.of(
              new Column<>("noise_floor", RegressionReport::noiseFloor),
              new Column<>("mask_variance", RegressionReport::maskVariance)),
          Column.interval("equivalent_passes", RegressionReport::equivalentPasses));

  private ResponseColumns() {}
}
