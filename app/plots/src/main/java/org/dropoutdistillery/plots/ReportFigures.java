package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.TestResult;

/** The plots of a report, as inline SVG. */
final class ReportFigures {
  private static final Theme THEME = Theme.LIGHT;

  /** A change made during the run, with the number of its mark. */
  record Change(int number, String step, String key, String value) {}

  /** A plot and what is said under it. */
  record Figure(String svg, String caption) {}

  private final ReportContent content;
  private final List<EvaluationPoint> curve;
  private final List<LiveChange> changes;

  private ReportFigures(ReportContent content) {
    this.content = content;
    this.curve = content.curve();
    // A recipe may hold changes for steps that this run did not come to.
    this.changes =
        content.recipe().changes().stream()
            .filter(change -> change.step() < content.steps())
            .toList();
  }

  /** Returns the values of the template that are plots, and what it says of them. */
  static Map<String, Object> of(ReportContent content) {
    Map<String, Object> values = new LinkedHashMap<>();
    ReportFigures figures = new ReportFigures(content);
    figures.addCurves(values);
    figures.addCalibration(values);
    figures.addChanges(values);
    figures.addTest(values);
    return values;
  }

  private void addCurves(Map<String, Object> values) {
    values.put("curved", !curve.isEmpty());
    if (!curve.isEmpty()) {
      Report last = last();
      values.put("gapWide", gap(920, 360, "gap-wide"));
      values.put("gapNarrow", gap(400, 330, "gap-narrow"));
      values.put("qualities", qualities());
      values.put("distilled", last.student() != null);
      values.put("curveRows", Figures.grouped(last.rows()));
      values.put("curvePasses", Figures.grouped(last.passes()));
      values.put("curveConfidence", Figures.plain(100 * last.confidence()));
    }
  }

  private String gap(int width, int height, String name) {
    return SvgWriter.svg(
        GapChart.of(curve, changes, THEME),
        width,
        height,
        name,
        "Distance of standard and student from the MC average against steps");
  }

  private List<String> qualities() {
    List<String> charts = new ArrayList<>();
    for (QualityMeasure measure : QualityMeasure.of(last())) {
      charts.add(
          SvgWriter.svg(
              QualityCharts.of(curve, changes, measure, THEME),
              440,
              240,
              measure.name().toLowerCase(Locale.ROOT),
              measure.title() + " of standard, MC and student against steps"));
    }
    return charts;
  }

  private Report last() {
    return curve.get(curve.size() - 1).report();
  }

  /** Of the test rows where they were looked at, else of the validation rows at the last step. */
  private void addCalibration(Map<String, Object> values) {
    values.put("calibrated", content.lastReport() instanceof GapReport);
    if (content.lastReport() instanceof GapReport classes) {
      values.put("calibratedOn", content.test() == null ? "validation" : "test");
      values.put("calibratedRows", Figures.grouped(classes.rows()));
      values.put("reliability", reliability(classes));
    }
  }

  private static String reliability(GapReport report) {
    return SvgWriter.svg(
        ReliabilityChart.of(report, THEME),
        440,
        470,
        "reliability",
        "Reliability diagrams of standard, MC and student");
  }

  private void addChanges(Map<String, Object> values) {
    List<Change> list = new ArrayList<>();
    for (LiveChange change : changes) {
      list.add(
          new Change(
              list.size() + 1,
              Figures.grouped(change.step()),
              change.key(),
              Figures.plain(change.value())));
    }
    values.put("changed", !list.isEmpty());
    values.put("changes", list);
  }

  private void addTest(Map<String, Object> values) {
    TestResult test = content.test();
    boolean averaged = test != null && !test.averaging().isEmpty();
    values.put("averaged", averaged);
    if (averaged) {
      int rows = test.averaging().get(0).rows();
      values.put("averaging", averaging(test));
      values.put("averagingRows", Figures.grouped(rows));
      values.put("fewerRows", rows < test.report().rows());
    }
    if (test != null && !test.roads().isEmpty()) {
      int height = RoadChart.height(test);
      values.put("roadsWide", roads(test, 920, height, "roads-wide"));
      values.put("roadsNarrow", roads(test, 400, height, "roads-narrow"));
    }
  }

  private static List<Figure> averaging(TestResult test) {
    List<Figure> figures = new ArrayList<>();
    for (AveragingCurve curve : averagingCurves(test)) {
      AveragingText text = new AveragingText(curve, test.report());
      String name = curve.metric().name().toLowerCase(Locale.ROOT).replace('_', '-');
      String svg =
          SvgWriter.svg(
              AveragingChart.of(curve, test.report(), THEME),
              440,
              300,
              "averaging-" + name,
              "MC against the number of its passes. " + text.caption());
      figures.add(new Figure(svg, text.caption()));
    }
    return figures;
  }

  /** Fidelity first. Squared error looks as KL does and is not in the comparison. */
  private static List<AveragingCurve> averagingCurves(TestResult test) {
    return test.averaging().stream()
        .filter(curve -> curve.metric() != AveragingMetric.SQUARED_ERROR)
        .sorted(Comparator.comparing(curve -> curve.metric().isAgainstLabels()))
        .toList();
  }

  private static String roads(TestResult test, int width, int height, String name) {
    return SvgWriter.svg(
        RoadChart.of(test, THEME),
        width,
        height,
        name,
        "Distance of every road from the MC average");
  }
}
