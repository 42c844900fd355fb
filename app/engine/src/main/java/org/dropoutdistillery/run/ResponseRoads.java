package org.dropoutdistillery.run;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.evaluate.RoadReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.ExactPredictor;
import org.dropoutdistillery.predict.MomentPropagation;
import org.dropoutdistillery.predict.MomentReadout;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.OutputMoments;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.random.Stream;

/** Roads to the average of a teacher that predicts a number. */
final class ResponseRoads extends RoadTest<OutputMoments> {
  private final ResponseEvaluator test;
  private final ResponseEvaluator validation;

  /**
   * @param validation of the rows that tell the noise about a road
   */
  ResponseRoads(RunData data, ResponseEvaluator test, ResponseEvaluator validation) {
    super(data, test);
    this.test = test;
    this.validation = validation;
  }

  @Override
  Way<OutputMoments> way(Road road, MonteCarloAverage average) {
    return switch (road) {
      case EXACT -> {
        ExactPredictor exact = new ExactPredictor(test.workers);
        yield (rows, cancelled) -> exact.outputs(test.teacher, rows, cancelled);
      }
      case MOMENTS -> {
        MomentPropagation moments = moments();
        yield (rows, cancelled) -> moments.outputs(test.teacher, rows, cancelled);
      }
      case GEOMETRIC ->
          throw new IllegalArgumentException(
              "a geometric mean is one of probabilities, and a number is predicted");
      case MOMENTS_MEAN, MOMENTS_FIELD, MOMENTS_SAMPLED ->
          throw new IllegalArgumentException(
              "it reads out probabilities; a number has one read-out, its mean: moments");
      case EXPECTATION_LINEAR ->
          throw new IllegalArgumentException("it is a pass of another teacher");
    };
  }

  private MomentPropagation moments() {
    long key = Stream.MOMENT_SAMPLES.key(test.settings().seed());
    return new MomentPropagation(test.teacher, MomentReadout.MEAN, key, test.workers);
  }

  @Override
  Way<OutputMoments> pass(Network network) {
    StandardPredictor standard = new StandardPredictor(network, test.workers);
    return (rows, cancelled) ->
        new OutputMoments(rows.rows(), 1, standard.outputs(network, rows), new double[rows.rows()]);
  }

  @Override
  RoadReport report(
      Way<OutputMoments> way,
      OutputMoments predictions,
      MonteCarloAverage average,
      BooleanSupplier cancelled) {
    OutputMoments elsewhere = way.predict(validation.rows, cancelled);
    return elsewhere == null
        ? null
        : test.road(average, predictions, validation.noiseAbout(elsewhere));
  }
}
