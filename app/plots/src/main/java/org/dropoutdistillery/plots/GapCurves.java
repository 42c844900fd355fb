package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
record GapCurves(List<Point> standard, List<Point> student, List<Point> floor) {

  /** A divergence, or another number, after a step; its bounds are finite. */
  record Point(double step, Interval divergence) {
    static Point exact(double step, double value) {
      return new Point(step, new Interval(value, value, value));
    }

    double value() {
      return divergence.value();
    }
  }

  static GapCurves of(List<EvaluationPoint> curve) {
    List<Point> floor = new ArrayList<>();
    for (EvaluationPoint point : curve) {
      double height = point.report().noiseFloor();
      if (height > 0 && Double.isFinite(height)) {
        floor.add(new Point(point.step(), new Interval(height, height, height)));
      }
    }
    return new GapCurves(
        divergences(curve, PredictorSeries.STANDARD),
        divergences(curve, PredictorSeries.STUDENT),
        List.copyOf(floor));
  }

  /** Returns the curves that are not hidden; the floor is Monte-Carlo's. */
  GapCurves without(Set<PredictorSeries> hidden) {
    return new GapCurves(
        hidden.contains(PredictorSeries.STANDARD) ? List.of() : standard,
        hidden.contains(PredictorSeries.STUDENT) ? List.of() : student,
        hidden.contains(PredictorSeries.MONTE_CARLO) ? List.of() : floor);
  }

  /** Returns as many points as can be told apart in so many pixel columns. */
  GapCurves decimated(int columns) {
    return new GapCurves(
        decimated(standard, columns), decimated(student, columns), decimated(floor, columns));
  }

  private static List<Point> decimated(List<Point> points, int columns) {
    return Decimation.of(points, columns);
  }

  /**
   * Returns the bounds of a linear axis, from the lowest value, or 0, to {@code high}.
   *
   * @param others that it shows as well
   */
  NiceScale linearScale(double high, List<Point> others) {
    double low = measured(others).mapToDouble(Point::value).min().orElse(0);
    return NiceScale.covering(low, high);
  }

  /**
   * Returns the bounds of an axis that shows all curves.
   *
   * @param others that it shows as well
   */
  DecadeScale scale(List<Point> others) {
    double largest = measured(others).mapToDouble(Point::value).max().orElse(0);
    // The interval of one wild point must not press all curves flat.
    double highest =
        measured(others)
            .mapToDouble(p -> Math.min(p.divergence().high(), 3 * largest))
            .max()
            .orElse(0);
    double floorTop = floor.stream().mapToDouble(Point::value).max().orElse(0);
    double top = Math.max(highest, floorTop);
    if (!(top > 0)) {
      return new DecadeScale(1e-4, 1);
    }
    double smallest =
        measured(others).mapToDouble(Point::value).filter(v -> v > 0).min().orElse(top / 10);
    DoubleStream floors = floor.stream().mapToDouble(Point::value);
    return DecadeScale.covering(smallest, top, floors.min().orElse(Double.NaN));
  }

  private Stream<Point> measured(List<Point> others) {
    return Stream.concat(Stream.concat(standard.stream(), student.stream()), others.stream());
  }

  private static List<Point> divergences(List<EvaluationPoint> curve, PredictorSeries series) {
    List<Point> points = new ArrayList<>();
    for (EvaluationPoint point : curve) {
      Interval divergence =
          series == PredictorSeries.STANDARD
              ? point.report().standardToMc()
              : point.report().studentToMc();
      if (divergence != null && Double.isFinite(divergence.value())) {
        points.add(new Point(point.step(), finite(divergence)));
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
