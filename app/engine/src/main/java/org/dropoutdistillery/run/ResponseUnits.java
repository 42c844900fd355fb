package org.dropoutdistillery.run;

import java.util.Arrays;
import org.dropoutdistillery.data.ResponseStandardizer;
import org.dropoutdistillery.evaluate.RegressionAverage;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.OutputMoments;

/** Brings what networks give out, standardised responses, back to the unit of the source. */
record ResponseUnits(ResponseStandardizer responses) {
  double[] values(double[] standardised) {
    return Arrays.stream(standardised).map(responses::undo).toArray();
  }

  RegressionAverage average(MonteCarloAverage average) {
    double[][] blocks =
        Arrays.stream(average.blockMeans()).map(this::values).toArray(double[][]::new);
    return new RegressionAverage(average.passesPerBlock(), blocks, variances(average.variance()));
  }

  OutputMoments moments(OutputMoments moments) {
    return new OutputMoments(
        moments.rows(), 1, values(moments.mean()), variances(moments.variance()));
  }

  private double[] variances(double[] standardised) {
    double square = responses.scale() * responses.scale();
    return Arrays.stream(standardised).map(v -> v * square).toArray();
  }
}
