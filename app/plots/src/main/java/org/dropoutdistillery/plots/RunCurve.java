package org.dropoutdistillery.plots;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;

/**
 * What charts over the steps of a run show.
 *
 * @param points of one run, by step
 * @param changes made while it went on, by step
 * @param totalSteps of the whole run, so that the axis need not move with each point; 0 to end the
 *     axis at the last point
 * @param start gives a value of the recipe, by its key, as the run began; NaN where not known
 */
public record RunCurve(
    List<EvaluationPoint> points,
    List<LiveChange> changes,
    long totalSteps,
    ToDoubleFunction<String> start) {
  private static final int HALVINGS = 3;

  /** What a run has before its first evaluation. */
  public static final RunCurve NONE = whole(List.of(), List.of());

  public RunCurve {
    points = List.copyOf(points);
    changes = List.copyOf(changes);
  }

  /** Returns a run of which no more is to come. */
  static RunCurve whole(List<EvaluationPoint> points, List<LiveChange> changes) {
    return new RunCurve(points, changes, 0, key -> Double.NaN);
  }

  /** Returns the first step on the axis. */
  long firstStep() {
    return points.isEmpty() || totalSteps > 0 ? 0 : points.get(0).step();
  }

  /**
   * Returns the last step on the axis. Of a run that goes on, that is an eighth, a quarter, a half
   * or all of its steps, whatever holds all points: so a long run fills the plot from its start,
   * and the axis moves three times.
   */
  long lastStep() {
    long last = points.isEmpty() ? 0 : points.get(points.size() - 1).step();
    long shown = totalSteps;
    for (int i = 0; i < HALVINGS && shown / 2 >= Math.max(1, last); i++) {
      shown /= 2;
    }
    return Math.max(Math.max(shown, last), firstStep() + 1);
  }

  /** Returns what to draw of curves along this axis. */
  Decimation decimation(ChartOptions options) {
    Zoom zoom = options.zoom();
    return zoom == null
        ? new Decimation(firstStep(), lastStep(), options.columns())
        : new Decimation(zoom.left(), zoom.right(), options.columns());
  }
}
