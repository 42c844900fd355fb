package org.dropoutdistillery.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.McNemar;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.evaluate.SmallSample;
import org.dropoutdistillery.run.Costs;
import org.dropoutdistillery.run.RoadResult;
import org.dropoutdistillery.run.TestResult;

/**
 * The predictors side by side, as text, with intervals below the values.
 *
 * @param <F> figures of a predictor
 */
final class ComparisonTable<F extends PredictorFigures> {
  private static final List<TableColumn<PredictorReport>> OF_CLASSES =
      List.of(
          TableColumn.of("error %", 14, "%.2f", 100, PredictorReport::error),
          TableColumn.of("NLL", 18, "%.4f", 1, PredictorReport::nll),
          TableColumn.of("Brier", 18, "%.4f", 1, PredictorReport::brier),
          TableColumn.withoutInterval("ECE %", 6, "%.2f", report -> 100 * report.ece()),
          TableColumn.of("KL to MC", 20, "%.5f", 1, PredictorReport::klToMc));

  // Numbers may have any unit, so their digits are counted from the first that is not 0.
  private static final List<TableColumn<RegressionPredictorReport>> OF_NUMBERS =
      List.of(
          TableColumn.of("RMSE", 22, "%.4g", 1, RegressionPredictorReport::rmse),
          TableColumn.of("NLL", 20, "%.4f", 1, RegressionPredictorReport::nll),
          TableColumn.of("distance to MC", 24, "%.4g", 1, RegressionPredictorReport::distanceToMc));

  private final StringBuilder text = new StringBuilder();
  private final Class<F> kind;
  private final List<TableColumn<F>> columns;

  private ComparisonTable(Class<F> kind, List<TableColumn<F>> columns) {
    this.kind = kind;
    this.columns = columns;
  }

  /**
   * @param part of the data that was measured: test or validation
   */
  static String of(TestResult test, String part) {
    return test.report() instanceof GapReport
        ? new ComparisonTable<>(PredictorReport.class, OF_CLASSES).write(test, part)
        : new ComparisonTable<>(RegressionPredictorReport.class, OF_NUMBERS).write(test, part);
  }

  private String write(TestResult test, String part) {
    Report report = test.report();
    Costs costs = test.costs();
    line("", "passes", TableColumn::head, "ms/example");
    add("standard", "1", report.standard(), costs.standard());
    add("MC", Integer.toString(report.passes()), report.monteCarlo(), costs.monteCarlo());
    if (report.student() != null) {
      add("student", "1", report.student(), costs.student());
    }
    for (RoadResult road : test.roads()) {
      if (road.report() != null) {
        add(road.road().label(), "-", road.report().report(), road.millisPerExample());
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d %s rows; %s %% intervals; %s%n",
            report.rows(),
            part,
            trimmed(100 * report.confidence()),
            legend(report)));
    for (RoadResult road : test.roads()) {
      if (road.report() == null) {
        text.append(String.format("%s: %s%n", road.road().label(), road.refusal()));
      }
    }
    if (SmallSample.isSmall(report.rows())) {
      text.append(SmallSample.warning(report.rows())).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String legend(Report report) {
    if (report instanceof GapReport classes) {
      return String.format(
          Locale.ROOT,
          "NLL and KL in nats, Brier from 0 to 2; noise floor of MC %.5f%s",
          report.noiseFloor(),
          report.student() == null
              ? ""
              : System.lineSeparator() + rightness(classes.studentMinusStandard().rightness()));
    }
    return String.format(
        Locale.ROOT,
        "RMSE in the unit of the target, NLL in nats, distances mean squares;"
            + " noise floor of MC %.4g; variance over masks %.4g",
        report.noiseFloor(),
        ((RegressionReport) report).maskVariance());
  }

  private static String rightness(McNemar test) {
    return String.format(
        Locale.ROOT,
        "right where the other is wrong: student %d rows, standard %d;"
            + " McNemar exact p = %.4f, mid-p = %.4f",
        test.onlyFirst(),
        test.onlySecond(),
        test.exact(),
        test.mid());
  }

  private void add(String name, String passes, PredictorFigures figures, double cost) {
    F mine = kind.cast(figures);
    line(
        name,
        passes,
        column -> column.value().apply(mine),
        String.format(Locale.ROOT, "%.2g", cost));
    line("", "", column -> column.interval().apply(mine), "");
  }

  private void line(
      String name, String passes, Function<TableColumn<F>, String> cell, String cost) {
    StringBuilder line = new StringBuilder(String.format("%-18s %6s  ", name, passes));
    columns.forEach(column -> line.append(column.padded(cell.apply(column))));
    text.append(line.append(cost).toString().stripTrailing()).append(System.lineSeparator());
  }

  private static String trimmed(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
