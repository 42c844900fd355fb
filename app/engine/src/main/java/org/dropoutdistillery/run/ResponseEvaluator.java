package org.dropoutdistillery.run;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.evaluate.NoiseVariance;
import org.dropoutdistillery.evaluate.RegressionEvaluator;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.RoadReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.OutputMoments;
import org.dropoutdistillery.predict.ReadOut;
import org.dropoutdistillery.tensor.Workers;

/** Evaluates networks that predict a number; everything is said in its unit. */
final class ResponseEvaluator extends Evaluator {
  private final RegressionEvaluator evaluator;
  private final ResponseUnits units;
  private final double[] targets;
  private NoiseVariance noise;

  ResponseEvaluator(
      Recipe settings, RunData data, int[] rowIds, int passes, Network teacher, Workers workers) {
    super(settings, data, rowIds, passes, teacher, ReadOut.VALUES, workers);
    Recipe.Evaluation evaluation = settings.evaluation();
    units = new ResponseUnits(data.responses());
    targets = data.responsesOf(rowIds);
    evaluator =
        new RegressionEvaluator(
            evaluation.bootstrapResamples(),
            evaluation.confidence(),
            settings.seed(),
            dependence(evaluation));
  }

  /** Judges likelihoods by the noise about the predictors on other rows: the validation rows. */
  void useNoise(NoiseVariance newNoise) {
    noise = newNoise;
  }

  @Override
  void predictStandard() {
    standard.outputs(teacher, rows);
  }

  @Override
  void predictStudent() {
    studentPredictor.outputs(student, rows);
  }

  @Override
  RegressionReport report(MonteCarloAverage average, BooleanSupplier cancelled) {
    return evaluator
        .whileNot(cancelled)
        .report(
            standardResponses(),
            units.average(average),
            studentResponses(),
            targets,
            noise == null ? noiseAbout(average) : noise);
  }

  /**
   * @param road in standardised responses, with the variance over its masks
   * @param roadNoise of the responses about the road, beside its masks
   */
  RoadReport road(MonteCarloAverage average, OutputMoments road, double roadNoise) {
    OutputMoments inUnits = units.moments(road);
    return evaluator.road(
        standardResponses(),
        units.average(average),
        studentResponses(),
        inUnits.mean(),
        Arrays.stream(inUnits.variance()).map(v -> v + roadNoise).toArray(),
        targets);
  }

  /** Returns the variances of the responses of these rows about the predictors. */
  NoiseVariance noiseAbout(MonteCarloAverage average) {
    double[] ofStudent = studentResponses();
    return new NoiseVariance(
        NoiseVariance.of(targets, standardResponses()),
        NoiseVariance.besideMasks(targets, units.average(average)),
        ofStudent == null ? Double.NaN : NoiseVariance.of(targets, ofStudent));
  }

  /** Returns the variance of the responses of these rows about a road, beside its masks. */
  double noiseAbout(OutputMoments road) {
    OutputMoments inUnits = units.moments(road);
    return NoiseVariance.besideMasks(targets, inUnits.mean(), inUnits.variance());
  }

  private double[] standardResponses() {
    return units.values(standard.outputs(teacher, rows));
  }

  private double[] studentResponses() {
    return student == null ? null : units.values(studentPredictor.outputs(student, rows));
  }
}
