package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.run.RecordedGap;

/**
 * One distance of an earlier run from its Monte-Carlo average, over steps.
 *
 * @param points those whose value is finite, at least one
 */
record PastCurve(PastRun run, PredictorSeries series, List<GapCurves.Point> points) {

  /**
   * Returns the curves of those runs whose distances are of the same kind.
   *
   * @param numbers whether they are of predicted numbers
   */
  static List<PastCurve> of(List<PastRun> runs, boolean numbers, ChartOptions options) {
    List<PastCurve> curves = new ArrayList<>();
    for (PastRun run : runs) {
      if (run.gap().predictsNumbers() == numbers) {
        add(curves, run, PredictorSeries.STANDARD, RecordedGap.Point::standard, options);
        add(curves, run, PredictorSeries.STUDENT, RecordedGap.Point::student, options);
      }
    }
    return curves;
  }

  private static void add(
      List<PastCurve> curves,
      PastRun run,
      PredictorSeries series,
      Function<RecordedGap.Point, Interval> distance,
      ChartOptions options) {
    List<GapCurves.Point> points = new ArrayList<>();
    for (RecordedGap.Point point : run.gap().points()) {
      Interval measured = distance.apply(point);
      if (measured != null && Double.isFinite(measured.value())) {
        points.add(GapCurves.Point.exact((double) point.step(), measured.value()));
      }
    }
    if (options.shows(series) && !points.isEmpty()) {
      curves.add(new PastCurve(run, series, Decimation.of(points, options.places())));
    }
  }

  String name() {
    return run.name() + ", " + series.label();
  }

  /** Returns where it ends. */
  long lastStep() {
    return Math.round(points.get(points.size() - 1).step());
  }
}
