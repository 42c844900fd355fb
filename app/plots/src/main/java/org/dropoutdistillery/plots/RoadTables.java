package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.plots.ReportKind.Cell;
import org.dropoutdistillery.run.Road;
import org.dropoutdistillery.run.RoadResult;
import org.dropoutdistillery.run.TestResult;

/** The numbers of a report about other roads to the average, beside the three. */
final class RoadTables {
  /**
   * A line of the table.
   *
   * @param reading who is nearer, road or student; empty where there is nothing to compare
   */
  record Row(String key, String name, List<Cell> cells, String reading) {}

  /** A road that could not be gone. */
  record Refusal(String name, String reason) {}

  /** What an expectation-linear teacher does to its own masks, or ours to its. */
  record Own(String key, String name, List<Cell> cells) {}

  private final TestResult test;
  private final Report report;
  private final ReportKind kind;

  private RoadTables(TestResult test) {
    this.test = test;
    this.report = test.report();
    this.kind = ReportKind.of(report);
  }

  /** Returns the values of the template that come from the roads. */
  static Map<String, Object> of(ReportContent content) {
    Map<String, Object> values = new LinkedHashMap<>();
    boolean asked = content.test() != null && !content.test().roads().isEmpty();
    values.put("roads", asked);
    if (asked) {
      new RoadTables(content.test()).fill(values);
    }
    return values;
  }

  private void fill(Map<String, Object> values) {
    List<RoadResult> gone = test.roads().stream().filter(road -> road.report() != null).toList();
    List<Row> rows = rows(gone);
    values.put("gone", !gone.isEmpty());
    values.put("geometric", gone.stream().anyMatch(road -> road.road() == Road.GEOMETRIC));
    values.put("roadColumns", rows.get(0).cells());
    values.put("roadRows", rows);
    values.put("refusals", refusals());
    values.put("refused", gone.size() < test.roads().size());
    List<Own> own = own(gone);
    values.put("linear", !own.isEmpty());
    values.put("own", own);
    values.put("ownColumns", own.isEmpty() ? List.of() : own.get(0).cells());
  }

  private List<Row> rows(List<RoadResult> gone) {
    List<Row> rows = new ArrayList<>();
    rows.add(row("standard", "standard", report.standard(), null, test.costs().standard()));
    rows.add(row("mc", "MC", report.monteCarlo(), null, test.costs().monteCarlo()));
    if (report.student() != null) {
      rows.add(
          row(
              "student",
              "distilled",
              report.student(),
              report.gapClosed(),
              test.costs().student()));
    }
    for (RoadResult road : gone) {
      Row row =
          row(
              "road",
              RoadName.of(road.road(), report),
              road.report().report(),
              road.report().gapClosed(),
              road.millisPerExample());
      rows.add(new Row(row.key(), row.name(), row.cells(), reading(road)));
    }
    return rows;
  }

  private Row row(
      String key, String name, PredictorFigures figures, Interval gapClosed, double milliseconds) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(kind.distance(), figures.toMc()));
    cells.add(Cell.of("Gap closed %", gapClosed == null ? null : Figures.times(gapClosed, 100)));
    cells.addAll(kind.qualities(figures));
    cells.add(new Cell("ms per example", Figures.significant(milliseconds, 2), ""));
    return new Row(key, name, cells, "");
  }

  private String reading(RoadResult road) {
    Interval advantage = road.report().studentAdvantage();
    if (advantage == null) {
      return "";
    }
    if (advantage.high() < 0) {
      Interval turned = new Interval(-advantage.value(), -advantage.high(), -advantage.low());
      return "nearer than the student, by " + amount(turned);
    }
    return advantage.low() > 0
        ? "the student is nearer, by " + amount(advantage)
        : kind.reading(advantage, "", "") + " between it and the student";
  }

  private static String amount(Interval interval) {
    return Figures.value(interval) + " " + Figures.bounds(interval);
  }

  private List<Refusal> refusals() {
    return test.roads().stream()
        .filter(road -> road.report() == null)
        .map(road -> new Refusal(RoadName.of(road.road(), report), road.refusal()))
        .toList();
  }

  private List<Own> own(List<RoadResult> gone) {
    List<Own> own = new ArrayList<>();
    for (RoadResult road : gone) {
      if (road.own() != null) {
        own.add(own("standard", "the teacher of this run", report));
        own.add(own("road", RoadName.of(road.road(), report), road.own()));
      }
    }
    return own;
  }

  private static Own own(String key, String name, Report report) {
    ReportKind kind = ReportKind.of(report);
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(kind.distance("standard"), report.standardToMc()));
    cells.add(kind.disagreement());
    cells.addAll(kind.qualities(report.standard()));
    return new Own(key, name, cells);
  }
}
