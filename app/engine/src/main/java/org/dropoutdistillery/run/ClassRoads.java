package org.dropoutdistillery.run;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.evaluate.RoadReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.ExactPredictor;
import org.dropoutdistillery.predict.MomentPropagation;
import org.dropoutdistillery.predict.MomentReadout;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.Predictor;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.random.Stream;

/** Roads to the average of a classifying teacher. */
final class ClassRoads extends RoadTest<Predictions> {
  private final ClassEvaluator evaluator;

  ClassRoads(RunData data, ClassEvaluator evaluator) {
    super(data, evaluator);
    this.evaluator = evaluator;
  }

  @Override
  Way<Predictions> way(Road road, MonteCarloAverage average) {
    return switch (road) {
      case EXACT -> by(new ExactPredictor(evaluator.workers));
      case GEOMETRIC -> (rows, cancelled) -> average.geometricMean();
      case MOMENTS -> by(moments(MomentReadout.PAIRWISE));
      case MOMENTS_MEAN -> by(moments(MomentReadout.MEAN));
      case MOMENTS_FIELD -> by(moments(MomentReadout.MEAN_FIELD));
      case MOMENTS_SAMPLED -> by(moments(MomentReadout.SAMPLED));
      case EXPECTATION_LINEAR ->
          throw new IllegalArgumentException("it is a pass of another teacher");
    };
  }

  private Way<Predictions> by(Predictor predictor) {
    return (rows, cancelled) -> predictor.predict(evaluator.teacher, rows, cancelled);
  }

  private Predictor moments(MomentReadout readout) {
    long key = Stream.MOMENT_SAMPLES.key(evaluator.settings().seed());
    return new MomentPropagation(evaluator.teacher, readout, key, evaluator.workers);
  }

  @Override
  Way<Predictions> pass(Network network) {
    return (rows, cancelled) ->
        new StandardPredictor(network, evaluator.workers).predict(network, rows);
  }

  @Override
  RoadReport report(
      Way<Predictions> way,
      Predictions predictions,
      MonteCarloAverage average,
      BooleanSupplier cancelled) {
    return evaluator.road(average, predictions);
  }
}
