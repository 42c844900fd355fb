package org.dropoutdistillery.store;

import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.PredictorReport;

/** The columns of {@code metrics.csv} where classes are predicted. */
final class ClassColumns {
  private static final List<Column<PredictorReport>> MEASURES =
      List.of(
          new Column<>("error", report -> report.error().value()),
          new Column<>("nll", report -> report.nll().value()),
          new Column<>("brier", report -> report.brier().value()),
          new Column<>("ece", PredictorReport::ece));

  private static final List<Column<PredictorReport>> MORE_MEASURES =
      List.of(
          new Column<>("adaptive_ece", PredictorReport::adaptiveEce),
          new Column<>("classwise_ece", PredictorReport::classwiseEce),
          new Column<>("entropy", PredictorReport::entropy),
          new Column<>("tv_to_mc", report -> orNaN(report.tvToMc())),
          new Column<>("agreement_with_mc", report -> orNaN(report.agreementWithMc())));

  static final List<Column<GapReport>> ALL =
      Column.join(
          ofPredictors(MEASURES),
          Column.interval("standard_kl_to_mc", GapReport::standardToMc),
          Column.interval("student_kl_to_mc", GapReport::studentToMc),
          Column.interval("headline", GapReport::headline),
          Column.interval("gap_closed", GapReport::gapClosed),
          List.of(
              new Column<>("noise_floor", GapReport::noiseFloor),
              new Column<>("mutual_information", GapReport::mutualInformation)),
          // Stands after all that, so that columns which readers know by place keep it.
          ofPredictors(MORE_MEASURES),
          Column.interval("equivalent_passes", GapReport::equivalentPasses));

  private ClassColumns() {}

  private static List<Column<GapReport>> ofPredictors(List<Column<PredictorReport>> measures) {
    return Column.join(
        Column.ofPart("standard_", GapReport::standard, measures),
        Column.ofPart("mc_", GapReport::monteCarlo, measures),
        Column.ofPart("student_", GapReport::student, measures));
  }

  private static double orNaN(Double number) {
    return number == null ? Double.NaN : number;
  }
}
