package org.dropoutdistillery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.McNemar;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.SmallSample;
import org.dropoutdistillery.run.Road;
import org.dropoutdistillery.run.RoadResult;
import org.dropoutdistillery.run.TestResult;

/** The three predictors side by side, as text, with intervals below the values. */
final class ComparisonTable {
  private static final List<String> HEAD =
      List.of("", "passes", "error %", "NLL", "Brier", "ECE %", "KL to MC", "ms/example");

  private ComparisonTable() {}

  /**
   * @param part of the data that was measured: test or validation
   */
  static String of(TestResult test, String part) {
    GapReport report = (GapReport) test.report();
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    add(rows, "standard", "1", report.standard(), test.costs().standard());
    add(
        rows,
        "MC",
        Integer.toString(report.passes()),
        report.monteCarlo(),
        test.costs().monteCarlo());
    add(rows, "student", "1", report.student(), test.costs().student());
    for (RoadResult road : test.roads()) {
      if (road.report() != null) {
        add(
            rows,
            name(road.road()),
            "-",
            (PredictorReport) road.report().report(),
            road.millisPerExample());
      }
    }
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(line(row)));
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d %s rows; %s %% intervals; NLL and KL in nats, Brier from 0 to 2;"
                + " noise floor of MC %.5f%n",
            report.rows(),
            part,
            trimmed(100 * report.confidence()),
            report.noiseFloor()));
    text.append(rightness(report.studentMinusStandard().rightness()));
    for (RoadResult road : test.roads()) {
      if (road.report() == null) {
        text.append(name(road.road())).append(": ").append(road.refusal()).append('\n');
      }
    }
    if (SmallSample.isSmall(report.rows())) {
      text.append(SmallSample.warning(report.rows())).append('\n');
    }
    return text.toString();
  }

  private static String rightness(McNemar test) {
    return String.format(
        Locale.ROOT,
        "right where the other is wrong: student %d rows, standard %d;"
            + " McNemar exact p = %.4f, mid-p = %.4f%n",
        test.onlyFirst(),
        test.onlySecond(),
        test.exact(),
        test.mid());
  }

  private static String name(Road road) {
    return road.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void add(
      List<List<String>> rows, String name, String passes, PredictorReport report, double cost) {
    Interval kl = report.klToMc();
    rows.add(
        List.of(
            name,
            passes,
            number("%.2f", 100 * report.error().value()),
            number("%.4f", report.nll().value()),
            number("%.4f", report.brier().value()),
            number("%.2f", 100 * report.ece()),
            kl == null ? "-" : number("%.5f", kl.value()),
            String.format(Locale.ROOT, "%.2g", cost)));
    rows.add(
        List.of(
            "",
            "",
            interval("%.2f", report.error(), 100),
            interval("%.4f", report.nll(), 1),
            interval("%.4f", report.brier(), 1),
            "",
            kl == null ? "" : interval("%.5f", kl, 1),
            ""));
  }

  private static String interval(String format, Interval interval, double scale) {
    return "["
        + number(format, scale * interval.low())
        + ", "
        + number(format, scale * interval.high())
        + "]";
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String trimmed(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String line(List<String> cells) {
    return String.format("%-18s %6s  %-14s %-18s %-18s %-6s %-20s %s", cells.toArray())
            .stripTrailing()
        + System.lineSeparator();
  }
}
