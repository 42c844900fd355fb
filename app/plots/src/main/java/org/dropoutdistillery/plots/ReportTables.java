package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.SmallSample;

/** The numbers of a report, as its template shows them. */
final class ReportTables {
  /** A number and, under it, its interval; either may be empty. */
  record Cell(String label, String value, String bounds) {}

  /** A line of the comparison. */
  record Row(String key, String name, List<Cell> cells) {}

  /** A difference between student and standard, and how it reads. */
  record Difference(String measure, String value, String bounds, String reading) {}

  /** A number that leads. */
  record Headline(
      String key, String label, String value, String unit, String bounds, String note) {}

  private final ReportContent content;
  private final GapReport test;

  private ReportTables(ReportContent content) {
    this.content = content;
    this.test = content.test();
  }

  /** Returns the values of the template that come from the test rows. */
  static Map<String, Object> of(ReportContent content) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("tested", content.test() != null);
    values.put("stopped", stopped(content));
    if (content.test() != null) {
      new ReportTables(content).fill(values);
    }
    return values;
  }

  private void fill(Map<String, Object> values) {
    values.put("rows", Figures.grouped(test.rows()));
    values.put("passes", Figures.grouped(test.passes()));
    values.put("confidence", Figures.plain(100 * test.confidence()));
    values.put("few", SmallSample.warning(test.rows()));
    values.put("headlines", headlines());
    values.put("comparison", comparison());
    values.put("compared", test.studentMinusStandard() != null);
    values.put("differences", differences());
  }

  /** What an early stop left undone; empty when nothing is missing. */
  private static String stopped(ReportContent content) {
    if (content.test() == null) {
      return "This run was stopped early, before the test rows were looked at. What follows was"
          + " measured on the validation rows up to step "
          + Figures.grouped(content.steps())
          + ".";
    }
    return content.test().student() == null
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
              "Δ = KL(MC‖standard) − KL(MC‖student)",
              Figures.value(lead),
              "nats",
              Figures.bounds(lead),
              reading(
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
            "nats",
            "",
            "how far MC with "
                + Figures.grouped(test.passes())
                + " passes is from the true average"));
    return list;
  }

  private Headline gapClosed() {
    Interval closed = test.gapClosed();
    if (closed == null) {
      return new Headline(
          "student",
          "Gap closed",
          Figures.NONE,
          "",
          "",
          "not defined: the interval of KL(MC‖standard) contains 0");
    }
    Interval percent = Figures.times(closed, 100);
    return new Headline(
        "student",
        "Gap closed",
        Figures.value(percent),
        "%",
        Figures.bounds(percent),
        "share of KL(MC‖standard) that the student takes away");
  }

  private List<Row> comparison() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("standard", "standard", test.standard(), content.msPerExampleStandard(), 1));
    String average = "MC (T = " + Figures.grouped(test.passes()) + ")";
    rows.add(row("mc", average, test.monteCarlo(), content.msPerExampleMc(), test.passes()));
    if (test.student() != null) {
      rows.add(
          row("student", "distilled student", test.student(), content.msPerExampleStudent(), 1));
    }
    return rows;
  }

  private static Row row(
      String key, String name, PredictorReport measured, double milliseconds, int passes) {
    List<Cell> cells =
        List.of(
            cell("Error %", Figures.times(measured.error(), 100)),
            cell("NLL", measured.nll()),
            cell("Brier", measured.brier()),
            new Cell("ECE", Figures.fixed(measured.ece(), 4), ""),
            cell("KL to MC", measured.klToMc()),
            new Cell("ms per example", Figures.significant(milliseconds, 3), ""),
            new Cell("Passes", Figures.grouped(passes), ""));
    return new Row(key, name, cells);
  }

  private static Cell cell(String label, Interval interval) {
    return interval == null || !Double.isFinite(interval.value())
        ? new Cell(label, Figures.NONE, "")
        : new Cell(label, Figures.value(interval), Figures.bounds(interval));
  }

  private List<Difference> differences() {
    GapReport.Differences paired = test.studentMinusStandard();
    return paired == null
        ? List.of()
        : List.of(
            difference("Error, percentage points", Figures.times(paired.error(), 100)),
            difference("NLL, nats", paired.nll()),
            difference("Brier", paired.brier()),
            difference("ECE", paired.ece()));
  }

  private Difference difference(String measure, Interval change) {
    return new Difference(
        measure,
        Figures.value(change),
        Figures.bounds(change),
        reading(change, "student better", "standard better"));
  }

  /** Says who is ahead only where the interval does: it must have bounds that leave out 0. */
  private String reading(Interval change, String below, String above) {
    if (change.high() < 0) {
      return below;
    }
    return change.low() > 0 ? above : noDifference();
  }

  private String noDifference() {
    return "no difference shown (n = " + Figures.grouped(test.rows()) + ")";
  }
}
