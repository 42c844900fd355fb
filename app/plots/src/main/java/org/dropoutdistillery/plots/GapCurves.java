package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.run.EvaluationPoint;

/**
 * The numbers of the gap chart: distances from the Monte-Carlo average, KL in nats for classes and
 * mean squared distances for numbers. Points whose divergence is not finite are left out; a bound
 * that is not finite becomes the estimate.
 *
 * @param standard distance of standard over steps
 * @param student distance of the student over steps; empty before there is one
 * @param floor noise floor over steps, where it is above 0
 */
record GapCurves(List<CurvePoint> standard, List<CurvePoint> student, List<CurvePoint> floor) {

  static GapCurves of(List<EvaluationPoint> curve) {
    List<CurvePoint> floor = new ArrayList<>();
    for (EvaluationPoint point : curve) {
      double height = point.report().noiseFloor();
      if (height > 0 && Double.isFinite(height)) {
        floor.add(CurvePoint.exact((double) point.step(), height));
      }
    }
    return new GapCurves(
        divergences(curve, PredictorSeries.STANDARD),
        divergences(curve, PredictorSeries.STUDENT),
        List.copyOf(floor));
  }

  /** Returns the curves without those that are hidden; the floor belongs to Monte-Carlo. */
  GapCurves shown(ChartOptions options) {
    return new GapCurves(
        options.shows(PredictorSeries.STANDARD) ? standard : List.of(),
        options.shows(PredictorSeries.STUDENT) ? student : List.of(),
        options.shows(PredictorSeries.MONTE_CARLO) ? floor : List.of());
  }

  GapCurves thinned(Decimation decimation) {
    return new GapCurves(decimation.of(standard), decimation.of(student), decimation.of(floor));
  }

  /** Returns the bounds of a linear axis that shows all curves, and 0. */
  NiceScale linearScale() {
    double largest = measured().mapToDouble(CurvePoint::value).max().orElse(0);
    double highest = measured().mapToDouble(p -> p.interval().high()).max().orElse(0);
    double lowest = measured().mapToDouble(CurvePoint::value).min().orElse(0);
    double floorTop = floor.stream().mapToDouble(CurvePoint::value).max().orElse(0);
    double top = Math.max(Math.min(highest, 3 * largest), floorTop);
    return NiceScale.covering(Math.min(0, lowest), top);
  }

  /** Returns the bounds of a logarithmic axis that shows all curves. */
  DecadeScale scale() {
    double largest = measured().mapToDouble(CurvePoint::value).max().orElse(0);
    // The interval of one wild point must not press all curves flat.
    double highest =
        measured().mapToDouble(p -> Math.min(p.interval().high(), 3 * largest)).max().orElse(0);
    double floorTop = floor.stream().mapToDouble(CurvePoint::value).max().orElse(0);
    double top = Math.max(highest, floorTop);
    if (!(top > 0)) {
      return new DecadeScale(1e-4, 1);
    }
    double smallest =
        measured().mapToDouble(CurvePoint::value).filter(v -> v > 0).min().orElse(top / 10);
    DoubleStream floors = floor.stream().mapToDouble(CurvePoint::value);
    return DecadeScale.covering(smallest, top, floors.min().orElse(Double.NaN));
  }

  private Stream<CurvePoint> measured() {
    return Stream.concat(standard.stream(), student.stream());
  }

  private static List<CurvePoint> divergences(List<EvaluationPoint> curve, PredictorSeries series) {
    List<CurvePoint> points = new ArrayList<>();
    for (EvaluationPoint point : curve) {
      Interval divergence =
          series == PredictorSeries.STANDARD
              ? point.report().standardToMc()
              : point.report().studentToMc();
      if (divergence != null && Double.isFinite(divergence.value())) {
        points.add(new CurvePoint(point.step(), finite(divergence)));
      }
    }
    return List.copyOf(points);
  }

  private static Interval finite(Interval interval) {
    double value = interval.value();
    return new Interval(
        value,
        Double.isFinite(interval.low()) ? interval.low() : value,
        Double.isFinite(interval.high()) ? interval.high() : value);
  }
}
