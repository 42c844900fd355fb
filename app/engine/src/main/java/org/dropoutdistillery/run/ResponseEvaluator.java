package org.dropoutdistillery.run;

import java.util.Arrays;
import org.dropoutdistillery.data.ResponseStandardizer;
import org.dropoutdistillery.evaluate.NoiseVariance;
import org.dropoutdistillery.evaluate.RegressionAverage;
import org.dropoutdistillery.evaluate.RegressionEvaluator;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.ReadOut;
import org.dropoutdistillery.tensor.Workers;

/** Evaluates networks that predict a number; everything is said in its unit. */
final class ResponseEvaluator extends Evaluator {
  private final RegressionEvaluator evaluator;
  private final ResponseStandardizer responses;
  private final double[] targets;
  private NoiseVariance noise;

  ResponseEvaluator(
      Recipe settings, RunData data, int[] rowIds, int passes, Network teacher, Workers workers) {
    super(settings, data, rowIds, passes, teacher, ReadOut.VALUES, workers);
    Recipe.Evaluation evaluation = settings.evaluation();
    responses = data.responses();
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
  RegressionReport report(MonteCarloAverage average) {
    return evaluator.report(
        standardResponses(),
        inUnits(average),
        studentResponses(),
        targets,
        noise == null ? noiseAbout(average) : noise);
  }

  /** Returns the variances of the responses of these rows about the predictors. */
  NoiseVariance noiseAbout(MonteCarloAverage average) {
    double[] ofStudent = studentResponses();
    return new NoiseVariance(
        NoiseVariance.of(targets, standardResponses()),
        NoiseVariance.besideMasks(targets, inUnits(average)),
        ofStudent == null ? Double.NaN : NoiseVariance.of(targets, ofStudent));
  }

  private double[] standardResponses() {
    return undone(standard.outputs(teacher, rows));
  }

  private double[] studentResponses() {
    return student == null ? null : undone(studentPredictor.outputs(student, rows));
  }

  private RegressionAverage inUnits(MonteCarloAverage average) {
    double[][] blocks =
        Arrays.stream(average.blockMeans()).map(this::undone).toArray(double[][]::new);
    double square = responses.scale() * responses.scale();
    double[] variance = Arrays.stream(average.variance()).map(v -> v * square).toArray();
    return new RegressionAverage(average.passesPerBlock(), blocks, variance);
  }

  private double[] undone(double[] standardised) {
    return Arrays.stream(standardised).map(responses::undo).toArray();
  }
}
