package org.dropoutdistillery.run;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.evaluate.RoadReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.predict.TooManyMasksException;

/**
 * Goes the other roads to the average of a teacher.
 *
 * @param <P> what a road predicts
 */
abstract class RoadTest<P> {
  private final RunData data;
  private final Evaluator evaluator;

  /**
   * @param evaluator of the rows to go the roads on
   */
  RoadTest(RunData data, Evaluator evaluator) {
    this.data = data;
    this.evaluator = evaluator;
  }

  /** How a road predicts. */
  interface Way<P> {
    /** Returns null if cancelled. */
    P predict(RowSource rows, BooleanSupplier cancelled);
  }

  /**
   * @throws IllegalArgumentException saying why the road cannot be gone
   */
  abstract Way<P> way(Road road, MonteCarloAverage average);

  /** Returns the way of one pass without masks of {@code network}. */
  abstract Way<P> pass(Network network);

  /** Returns null if cancelled. */
  abstract RoadReport report(
      Way<P> way, P predictions, MonteCarloAverage average, BooleanSupplier cancelled);

  /** Returns null if cancelled. */
  final RoadResult run(Road road, MonteCarloAverage average, BooleanSupplier cancelled) {
    if (road == Road.EXPECTATION_LINEAR) {
      return expectationLinear(average, cancelled);
    }
    try {
      return go(road, way(road, average), average, null, cancelled);
    } catch (TooManyMasksException | IllegalArgumentException refused) {
      return RoadResult.refused(road, refused.getMessage());
    }
  }

  private RoadResult go(
      Road road, Way<P> way, MonteCarloAverage average, Report own, BooleanSupplier cancelled) {
    long start = System.nanoTime();
    P predictions = way.predict(evaluator.rows, cancelled);
    double millis = (System.nanoTime() - start) / 1e6 / evaluator.rows.rows();
    RoadReport report = predictions == null ? null : report(way, predictions, average, cancelled);
    return report == null ? null : new RoadResult(road, report, millis, own, null);
  }

  private RoadResult expectationLinear(MonteCarloAverage average, BooleanSupplier cancelled) {
    Recipe settings = evaluator.settings();
    double weight = settings.evaluation().expectationLinear();
    Network linear =
        TeacherTraining.train(
            RecipeJson.changed(settings, "teacher.expectationLinear", weight),
            data,
            evaluator.workers,
            cancelled);
    if (linear == null) {
      return null;
    }
    int[] rowIds = evaluator.rows.ids();
    Report own =
        new FinalTest(settings, data, rowIds, linear, null, evaluator.workers).report(cancelled);
    return own == null ? null : go(Road.EXPECTATION_LINEAR, pass(linear), average, own, cancelled);
  }
}
