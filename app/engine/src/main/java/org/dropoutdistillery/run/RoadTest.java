package org.dropoutdistillery.run;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.ExactPredictor;
import org.dropoutdistillery.predict.MomentPropagation;
import org.dropoutdistillery.predict.MomentReadout;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.Predictor;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.predict.TooManyMasksException;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;

/** Goes the other roads to the average of a classifying teacher. */
final class RoadTest {
  private final Recipe settings;
  private final RunData data;
  private final int[] rowIds;
  private final Network teacher;
  private final Workers workers;

  RoadTest(Recipe settings, RunData data, int[] rowIds, Network teacher, Workers workers) {
    this.settings = settings;
    this.data = data;
    this.rowIds = rowIds;
    this.teacher = teacher;
    this.workers = workers;
  }

  /** Returns null if cancelled. */
  RoadResult run(
      Road road, ClassEvaluator evaluator, MonteCarloAverage average, BooleanSupplier cancelled) {
    if (road == Road.EXPECTATION_LINEAR) {
      return expectationLinear(evaluator, average, cancelled);
    }
    try {
      long start = System.nanoTime();
      Predictions predictions =
          road == Road.GEOMETRIC
              ? average.geometricMean()
              : predictor(road).predict(teacher, evaluator.rows, cancelled);
      return predictions == null
          ? null
          : result(road, evaluator, average, predictions, start, null);
    } catch (TooManyMasksException | IllegalArgumentException refused) {
      return RoadResult.refused(road, refused.getMessage());
    }
  }

  private RoadResult result(
      Road road,
      ClassEvaluator evaluator,
      MonteCarloAverage average,
      Predictions predictions,
      long start,
      GapReport own) {
    double millis = (System.nanoTime() - start) / 1e6 / rowIds.length;
    return new RoadResult(road, evaluator.road(average, predictions), millis, own, null);
  }

  private Predictor predictor(Road road) {
    return switch (road) {
      case EXACT -> new ExactPredictor(workers);
      case MOMENTS -> moments(MomentReadout.PAIRWISE);
      case MOMENTS_MEAN -> moments(MomentReadout.MEAN);
      case MOMENTS_FIELD -> moments(MomentReadout.MEAN_FIELD);
      case MOMENTS_SAMPLED -> moments(MomentReadout.SAMPLED);
      default -> throw new IllegalArgumentException(road + " is no predictor of its own");
    };
  }

  private Predictor moments(MomentReadout readout) {
    long key = Stream.MOMENT_SAMPLES.key(settings.seed());
    return new MomentPropagation(teacher, readout, key, workers);
  }

  private RoadResult expectationLinear(
      ClassEvaluator evaluator, MonteCarloAverage average, BooleanSupplier cancelled) {
    Network linear = TeacherTraining.train(linearSettings(), data, workers, cancelled);
    if (linear == null) {
      return null;
    }
    int passes = settings.evaluation().finalPasses();
    ClassEvaluator alone = new ClassEvaluator(settings, data, rowIds, passes, linear, workers);
    MonteCarloAverage own = alone.average(cancelled);
    if (own == null) {
      return null;
    }
    long start = System.nanoTime();
    Predictions predictions =
        new StandardPredictor(linear, workers).predict(linear, evaluator.rows);
    return result(
        Road.EXPECTATION_LINEAR, evaluator, average, predictions, start, alone.report(own));
  }

  private Recipe linearSettings() {
    double weight = settings.evaluation().expectationLinear();
    return RecipeJson.changed(settings, "teacher.expectationLinear", weight);
  }
}
