package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Locale;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Learning;
import org.dropoutdistillery.run.TinyRun;
import org.junit.jupiter.api.Test;

class MetricsCsvTest {
  private static final List<EvaluationPoint> CURVE = TinyRun.drive(TinyRun.recipe()).curve();

  @Test
  void theHeaderNamesEveryColumnAndNoneComesFromAClock() {
    String header = MetricsCsv.of(List.of());

    assertThat(header)
        .isEqualTo(
            "step,phase,teacher_epoch,teacher_learning_rate,teacher_training_loss,"
                + "student_epoch,student_learning_rate,student_training_loss,rows,passes,"
                + "standard_error,standard_nll,standard_brier,standard_ece,"
                + "mc_error,mc_nll,mc_brier,mc_ece,"
                + "student_error,student_nll,student_brier,student_ece,"
                + "standard_kl_to_mc,standard_kl_to_mc_low,standard_kl_to_mc_high,"
                + "student_kl_to_mc,student_kl_to_mc_low,student_kl_to_mc_high,"
                + "headline,headline_low,headline_high,"
                + "gap_closed,gap_closed_low,gap_closed_high,"
                + "noise_floor,mutual_information,"
                + "standard_adaptive_ece,standard_classwise_ece,standard_entropy,"
                + "standard_tv_to_mc,standard_agreement_with_mc,"
                + "mc_adaptive_ece,mc_classwise_ece,mc_entropy,mc_tv_to_mc,mc_agreement_with_mc,"
                + "student_adaptive_ece,student_classwise_ece,student_entropy,"
                + "student_tv_to_mc,student_agreement_with_mc,"
                + "equivalent_passes,equivalent_passes_low,equivalent_passes_high\n");
  }

  @Test
  void eachEvaluationHasARowWithItsStep() {
    assertThat(parse(CURVE))
        .extracting(row -> row.getField("step") + " " + row.getField("phase"))
        .containsExactly(
            "0 teacher",
            "15 teacher",
            "30 teacher",
            "42 student",
            "45 student",
            "60 student",
            "75 student",
            "84 student");
  }

  @Test
  void numbersKeepAllTheirBits() {
    List<NamedCsvRecord> rows = parse(CURVE);
    for (int i = 0; i < CURVE.size(); i++) {
      EvaluationPoint point = CURVE.get(i);
      GapReport report = (GapReport) point.report();
      NamedCsvRecord row = rows.get(i);

      assertLearning(row, "teacher", point.teacher());
      assertLearning(row, "student", point.student());
      assertThat(row.getField("rows")).isEqualTo("144");
      assertThat(row.getField("passes")).isEqualTo("20");
      assertMeasures(row, "standard", report.standard());
      assertMeasures(row, "mc", report.monteCarlo());
      assertMeasures(row, "student", report.student());
      assertInterval(row, "standard_kl_to_mc", report.standard().klToMc());
      assertInterval(
          row, "student_kl_to_mc", report.student() == null ? null : report.student().klToMc());
      assertInterval(row, "headline", report.headline());
      assertInterval(row, "gap_closed", report.gapClosed());
      assertNumber(row, "noise_floor", report.noiseFloor());
      assertNumber(row, "mutual_information", report.mutualInformation());
      assertInterval(row, "equivalent_passes", report.equivalentPasses());
    }
  }

  private static void assertLearning(NamedCsvRecord row, String network, Learning learning) {
    boolean none = learning == null;
    assertNumber(row, network + "_epoch", none ? Double.NaN : learning.epoch());
    assertNumber(row, network + "_learning_rate", none ? Double.NaN : learning.learningRate());
    assertNumber(row, network + "_training_loss", none ? Double.NaN : learning.trainingLoss());
  }

  @Test
  void ofPredictedNumbersEveryColumnIsItsFigure() {
    List<EvaluationPoint> curve =
        TinyRun.driveOnItsData(TinyRun.sine("evaluation.passes", "200")).curve();
    String text = MetricsCsv.of(curve);
    List<NamedCsvRecord> rows = parse(curve);

    assertThat(text)
        .startsWith(
            "step,phase,teacher_epoch,teacher_learning_rate,teacher_training_loss,"
                + "student_epoch,student_learning_rate,student_training_loss,rows,passes,"
                + "standard_rmse,standard_nll,mc_rmse,mc_nll,student_rmse,student_nll,"
                + "standard_distance_to_mc,standard_distance_to_mc_low,"
                + "standard_distance_to_mc_high,"
                + "student_distance_to_mc,student_distance_to_mc_low,student_distance_to_mc_high,"
                + "headline,headline_low,headline_high,"
                + "gap_closed,gap_closed_low,gap_closed_high,"
                + "noise_floor,mask_variance,"
                + "equivalent_passes,equivalent_passes_low,equivalent_passes_high\n");
    assertThat(rows).hasSameSizeAs(curve);
    for (int i = 0; i < curve.size(); i++) {
      RegressionReport report = (RegressionReport) curve.get(i).report();
      NamedCsvRecord row = rows.get(i);
      boolean alone = report.student() == null;
      assertLearning(row, "teacher", curve.get(i).teacher());
      assertThat(row.getField("passes")).isEqualTo("200");
      assertNumber(row, "standard_rmse", report.standard().rmse().value());
      assertNumber(row, "mc_nll", report.monteCarlo().nll().value());
      assertNumber(row, "student_rmse", alone ? Double.NaN : report.student().rmse().value());
      assertInterval(row, "standard_distance_to_mc", report.standardToMc());
      assertInterval(row, "student_distance_to_mc", report.studentToMc());
      assertInterval(row, "headline", report.headline());
      assertInterval(row, "gap_closed", report.gapClosed());
      assertNumber(row, "noise_floor", report.noiseFloor());
      assertNumber(row, "mask_variance", report.maskVariance());
      assertInterval(row, "equivalent_passes", report.equivalentPasses());
    }
    assertThat(rows.get(rows.size() - 1).getField("headline")).isNotEmpty();
  }

  @Test
  void cellsWithoutANumberAreEmpty() {
    List<NamedCsvRecord> rows = parse(CURVE);

    assertThat(rows.get(0).getField("teacher_training_loss")).isEmpty();
    assertThat(rows.get(1).getField("teacher_training_loss")).isNotEmpty();
    for (String column :
        List.of("student_nll", "student_kl_to_mc_low", "headline", "gap_closed_high")) {
      assertThat(rows.get(2).getField(column)).as(column).isEmpty();
    }
    assertThat(rows.get(3).getField("student_nll")).isNotEmpty();
    assertThat(rows.get(3).getField("headline")).isEqualTo("0.0");
  }

  @Test
  void everyLineEndsAloneAndHasEveryColumn() {
    String text = MetricsCsv.of(CURVE);

    assertThat(text).endsWith("\n").doesNotContain("\r", "NaN", "\"");
    assertThat(text.lines()).hasSize(9).allMatch(line -> line.split(",", -1).length == 54);
  }

  @Test
  void aLongCurveIsWholeAndInOrder() {
    List<EvaluationPoint> curve =
        TinyRun.drive(TinyRun.recipe("evaluation.everySteps", "1")).curve();

    assertThat(MetricsCsv.of(curve).length()).isGreaterThan(30_000);
    assertThat(parse(curve))
        .extracting(row -> Integer.parseInt(row.getField("step")))
        .hasSize(85)
        .isSorted()
        .endsWith(84);
  }

  @Test
  void unboundedIntervalsAreWrittenAsSuch() {
    NamedCsvRecord row =
        parse(TinyRun.drive(TinyRun.recipe("data.validationFraction", "0.0007")).curve()).get(0);

    assertThat(row.getField("rows")).isEqualTo("1");
    assertThat(row.getField("standard_kl_to_mc_low")).isEqualTo("-Infinity");
    assertThat(row.getField("standard_kl_to_mc_high")).isEqualTo("Infinity");
  }

  @Test
  void numbersLookTheSameInEveryLanguage() {
    String text = MetricsCsv.of(CURVE);
    Locale here = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(MetricsCsv.of(CURVE)).isEqualTo(text);
    } finally {
      Locale.setDefault(here);
    }
  }

  private static List<NamedCsvRecord> parse(List<EvaluationPoint> curve) {
    return CsvReader.builder().ofNamedCsvRecord(MetricsCsv.of(curve)).stream().toList();
  }

  private static void assertMeasures(NamedCsvRecord row, String name, PredictorReport report) {
    assertNumber(row, name + "_error", report == null ? Double.NaN : report.error().value());
    assertNumber(row, name + "_nll", report == null ? Double.NaN : report.nll().value());
    assertNumber(row, name + "_brier", report == null ? Double.NaN : report.brier().value());
    assertNumber(row, name + "_ece", report == null ? Double.NaN : report.ece());
    assertNumber(row, name + "_adaptive_ece", report == null ? Double.NaN : report.adaptiveEce());
    assertNumber(row, name + "_classwise_ece", report == null ? Double.NaN : report.classwiseEce());
    assertNumber(row, name + "_entropy", report == null ? Double.NaN : report.entropy());
    assertNumber(row, name + "_tv_to_mc", report == null ? null : report.tvToMc());
    assertNumber(
        row, name + "_agreement_with_mc", report == null ? null : report.agreementWithMc());
  }

  private static void assertInterval(NamedCsvRecord row, String name, Interval interval) {
    assertNumber(row, name, interval == null ? Double.NaN : interval.value());
    assertNumber(row, name + "_low", interval == null ? Double.NaN : interval.low());
    assertNumber(row, name + "_high", interval == null ? Double.NaN : interval.high());
  }

  private static void assertNumber(NamedCsvRecord row, String column, Double expected) {
    assertNumber(row, column, expected == null ? Double.NaN : expected.doubleValue());
  }

  /** NaN stands for an empty cell. */
  private static void assertNumber(NamedCsvRecord row, String column, double expected) {
    String cell = row.getField(column);
    double number = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    assertThat(Double.doubleToLongBits(number))
        .as("%s at step %s: %s", column, row.getField("step"), cell)
        .isEqualTo(Double.doubleToLongBits(expected));
  }
}
