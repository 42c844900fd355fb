package org.dropoutdistillery.store;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Learning;

/**
 * The evaluations of a run as CSV: a row each, with its step; numbers in full precision, so equal
 * files mean equal bits; empty where there is no number. No column comes from a clock.
 */
public final class MetricsCsv {
  private static final List<String> PREDICTORS = List.of("standard", "mc", "student");
  private static final List<String> MEASURES = List.of("error", "nll", "brier", "ece");

  // Stands after all that, so that columns which readers know by place keep it.
  private static final List<String> MORE_MEASURES =
      List.of("adaptive_ece", "classwise_ece", "entropy", "tv_to_mc", "agreement_with_mc");

  private MetricsCsv() {}

  /** Returns the text of the file. */
  public static String of(List<EvaluationPoint> curve) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(header());
      curve.forEach(point -> csv.writeRecord(row(point)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static List<String> header() {
    List<String> names = new ArrayList<>(List.of("step", "phase"));
    for (String network : List.of("teacher", "student")) {
      for (String quantity : List.of("epoch", "learning_rate", "training_loss")) {
        names.add(network + "_" + quantity);
      }
    }
    names.addAll(List.of("rows", "passes"));
    for (String predictor : PREDICTORS) {
      MEASURES.forEach(measure -> names.add(predictor + "_" + measure));
    }
    for (String quantity :
        List.of("standard_kl_to_mc", "student_kl_to_mc", "headline", "gap_closed")) {
      names.addAll(List.of(quantity, quantity + "_low", quantity + "_high"));
    }
    names.addAll(List.of("noise_floor", "mutual_information"));
    for (String predictor : PREDICTORS) {
      MORE_MEASURES.forEach(measure -> names.add(predictor + "_" + measure));
    }
    names.addAll(List.of("equivalent_passes", "equivalent_passes_low", "equivalent_passes_high"));
    return names;
  }

  private static List<String> row(EvaluationPoint point) {
    GapReport report = point.report();
    List<String> cells = new ArrayList<>();
    cells.add(Long.toString(point.step()));
    cells.add(point.phase().name().toLowerCase(Locale.ROOT));
    addLearning(cells, point.teacher());
    addLearning(cells, point.student());
    cells.add(Integer.toString(report.rows()));
    cells.add(Integer.toString(report.passes()));
    addMeasures(cells, report.standard());
    addMeasures(cells, report.monteCarlo());
    addMeasures(cells, report.student());
    addInterval(cells, report.standard().klToMc());
    addInterval(cells, report.student() == null ? null : report.student().klToMc());
    addInterval(cells, report.headline());
    addInterval(cells, report.gapClosed());
    cells.add(number(report.noiseFloor()));
    cells.add(number(report.mutualInformation()));
    addMoreMeasures(cells, report.standard());
    addMoreMeasures(cells, report.monteCarlo());
    addMoreMeasures(cells, report.student());
    addInterval(cells, report.equivalentPasses());
    return cells;
  }

  private static void addLearning(List<String> cells, Learning learning) {
    if (learning == null) {
      cells.addAll(List.of("", "", ""));
      return;
    }
    cells.add(number(learning.epoch()));
    cells.add(number(learning.learningRate()));
    cells.add(number(learning.trainingLoss()));
  }

  private static void addMeasures(List<String> cells, PredictorReport report) {
    if (report == null) {
      MEASURES.forEach(measure -> cells.add(""));
      return;
    }
    cells.add(number(report.error().value()));
    cells.add(number(report.nll().value()));
    cells.add(number(report.brier().value()));
    cells.add(number(report.ece()));
  }

  private static void addMoreMeasures(List<String> cells, PredictorReport report) {
    if (report == null) {
      MORE_MEASURES.forEach(measure -> cells.add(""));
      return;
    }
    cells.add(number(report.adaptiveEce()));
    cells.add(number(report.classwiseEce()));
    cells.add(number(report.entropy()));
    cells.add(report.tvToMc() == null ? "" : number(report.tvToMc()));
    cells.add(report.agreementWithMc() == null ? "" : number(report.agreementWithMc()));
  }

  private static void addInterval(List<String> cells, Interval interval) {
    if (interval == null) {
      cells.addAll(List.of("", "", ""));
      return;
    }
    cells.add(number(interval.value()));
    cells.add(number(interval.low()));
    cells.add(number(interval.high()));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
