package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.run.EvaluationPoint;

/** The plots of a report, as inline SVG. */
final class ReportFigures {
  private static final Theme THEME = Theme.LIGHT;

  private ReportFigures() {}

  /** Returns the values of the template that are plots, and what it says of them. */
  static Map<String, Object> of(ReportContent content) {
    List<EvaluationPoint> curve = content.curve();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("curved", !curve.isEmpty());
    values.put("curvePasses", "");
    if (!curve.isEmpty()) {
      values.put("gapWide", gap(curve, 920, 360, "gap-wide"));
      values.put("gapNarrow", gap(curve, 400, 330, "gap-narrow"));
      values.put("qualities", qualities(curve));
      GapReport last = last(curve);
      values.put("distilled", last.student() != null);
      values.put("curveRows", Figures.grouped(last.rows()));
      values.put("curvePasses", Figures.grouped(last.passes()));
      values.put("curveConfidence", Figures.plain(100 * last.confidence()));
    }
    GapReport calibrated =
        content.test() == null && !curve.isEmpty() ? last(curve) : content.test();
    values.put("calibrated", calibrated != null);
    if (calibrated != null) {
      values.put("calibratedOn", content.test() == null ? "validation" : "test");
      values.put("calibratedRows", Figures.grouped(calibrated.rows()));
      values.put("reliability", reliability(calibrated));
    }
    return values;
  }

  private static String gap(List<EvaluationPoint> curve, int width, int height, String name) {
    return SvgWriter.svg(
        GapChart.of(curve, THEME),
        width,
        height,
        name,
        "KL from the MC average of standard and student against steps");
  }

  private static List<String> qualities(List<EvaluationPoint> curve) {
    List<String> charts = new ArrayList<>();
    for (QualityMeasure measure : QualityMeasure.values()) {
      charts.add(
          SvgWriter.svg(
              QualityCharts.of(curve, measure, THEME),
              440,
              240,
              measure.name().toLowerCase(Locale.ROOT),
              measure.title() + " of standard, MC and student against steps"));
    }
    return charts;
  }

  private static String reliability(GapReport report) {
    return SvgWriter.svg(
        ReliabilityChart.of(report, THEME),
        440,
        470,
        "reliability",
        "Reliability diagrams of standard, MC and student");
  }

  private static GapReport last(List<EvaluationPoint> curve) {
    return (GapReport) curve.get(curve.size() - 1).report();
  }
}
