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
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Learning;

/**
 * The evaluations of a run as CSV: a row each, with its step; numbers in full precision, so equal
 * files mean equal bits; empty where there is no number. No column comes from a clock.
 */
public final class MetricsCsv {
  private static final List<Column<Learning>> LEARNING =
      List.of(
          new Column<>("epoch", Learning::epoch),
          new Column<>("learning_rate", Learning::learningRate),
          new Column<>("training_loss", Learning::trainingLoss));

  private static final List<Column<EvaluationPoint>> NETWORKS =
      Column.join(
          Column.ofPart("teacher_", EvaluationPoint::teacher, LEARNING),
          Column.ofPart("student_", EvaluationPoint::student, LEARNING));

  private MetricsCsv() {}

  /** Returns the text of the file; of an empty curve, the header where classes are predicted. */
  public static String of(List<EvaluationPoint> curve) {
    return curve.isEmpty() || curve.get(0).report() instanceof GapReport
        ? of(curve, GapReport.class, ClassColumns.ALL)
        : of(curve, RegressionReport.class, ResponseColumns.ALL);
  }

  private static <R extends Report> String of(
      List<EvaluationPoint> curve, Class<R> kind, List<Column<R>> columns) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(header(columns));
      curve.forEach(point -> csv.writeRecord(row(point, kind.cast(point.report()), columns)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static <R> List<String> header(List<Column<R>> columns) {
    List<String> names = new ArrayList<>(List.of("step", "phase"));
    NETWORKS.forEach(column -> names.add(column.name()));
    names.addAll(List.of("rows", "passes"));
    columns.forEach(column -> names.add(column.name()));
    return names;
  }

  private static <R extends Report> List<String> row(
      EvaluationPoint point, R report, List<Column<R>> columns) {
    List<String> cells = new ArrayList<>();
    cells.add(Long.toString(point.step()));
    cells.add(point.phase().name().toLowerCase(Locale.ROOT));
    NETWORKS.forEach(column -> cells.add(number(column.value().applyAsDouble(point))));
    cells.add(Integer.toString(report.rows()));
    cells.add(Integer.toString(report.passes()));
    columns.forEach(column -> cells.add(number(column.value().applyAsDouble(report))));
    return cells;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
