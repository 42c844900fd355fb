package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.evaluate.SmallSample;
import org.dropoutdistillery.plots.ReportKind.Cell;
import org.dropoutdistillery.run.Costs;
import org.dropoutdistillery.run.TestResult;

/** The numbers of a report about the three predictors, as its template shows them. */
final class ReportTables {
  /** A line of the comparison. */
  record Row(String key, String name, List<Cell> cells) {}

  /** A number that leads. */
  record Headline(
      String key, String label, String value, String unit, String bounds, String note) {}

  private final Report test;
  private final Costs costs;
  private final ReportKind kind;

  private ReportTables(TestResult test) {
    this.test = test.report();
    this.costs = test.costs();
    this.kind = ReportKind.of(test.report());
  }

  /** Returns the values of the template that come from the test rows. */
  static Map<String, Object> of(ReportContent content) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("tested", content.test() != null);
    values.put("stopped", stopped(content));
    if (content.test() != null) {
      new ReportTables(content.test()).fill(values);
    }
    return values;
  }

  private void fill(Map<String, Object> values) {
    List<Row> comparison = comparison();
    values.put("rows", Figures.grouped(test.rows()));
    values.put("confidence", Figures.plain(100 * test.confidence()));
    values.put("few", SmallSample.warning(test.rows()));
    values.put("units", kind.units());
    values.put("headlines", headlines());
    values.put("columns", comparison.get(0).cells());
    values.put("comparison", comparison);
    values.put("compared", test.student() != null);
    values.put("differences", kind.differences());
  }

  /** What an early stop left undone; empty when nothing is missing. */
  private static String stopped(ReportContent content) {
    if (content.test() == null) {
      return "This run was stopped early, before the test rows were looked at. What follows was"
          + " measured on the validation rows up to step "
          + Figures.grouped(content.steps())
          + ".";
    }
    return content.test().report().student() == null
        ? "This run was stopped early: there is no student yet, so nothing is said about one."
        : "";
  }

  private List<Headline> headlines() {
    List<Headline> list = new ArrayList<>();
    Interval lead = test.headline();
    if (lead != null) {
      list.add(
          new Headline(
              "student",
              "Δ = " + kind.distance("standard") + " − " + kind.distance("student"),
              Figures.value(lead),
              kind.unit(),
              Figures.bounds(lead),
              kind.reading(
                  lead,
                  "standard is closer to the MC average than the student",
                  "the student is closer to the MC average than standard")));
    }
    if (test.student() != null) {
      list.add(gapClosed());
    }
    list.add(
        new Headline(
            "floor",
            "Noise floor",
            Figures.significant(test.noiseFloor(), 2),
            kind.unit(),
            "",
            "how far MC with "
                + Figures.grouped(test.passes())
                + " passes is from the true average"));
    return list;
  }

  private Headline gapClosed() {
    String gap = kind.distance("standard");
    Interval closed = test.gapClosed();
    if (closed == null) {
      return new Headline(
          "student",
          "Gap closed",
          Figures.NONE,
          "",
          "",
          "not defined: the interval of " + gap + " contains 0");
    }
    Interval percent = Figures.times(closed, 100);
    return new Headline(
        "student",
        "Gap closed",
        Figures.value(percent),
        "%",
        Figures.bounds(percent),
        "share of " + gap + " that the student takes away");
  }

  private List<Row> comparison() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("standard", "standard", test.standard(), costs.standard(), 1));
    String average = "MC (T = " + Figures.grouped(test.passes()) + ")";
    rows.add(row("mc", average, test.monteCarlo(), costs.monteCarlo(), test.passes()));
    if (test.student() != null) {
      rows.add(row("student", "distilled student", test.student(), costs.student(), 1));
    }
    return rows;
  }

  private Row row(
      String key, String name, PredictorFigures measured, double milliseconds, int passes) {
    List<Cell> cells = new ArrayList<>(kind.cells(measured));
    cells.add(new Cell("ms per example", Figures.significant(milliseconds, 3), ""));
    cells.add(new Cell("Passes", Figures.grouped(passes), ""));
    return new Row(key, name, cells);
  }
}
