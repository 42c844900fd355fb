package org.dropoutdistillery.predict;

import java.util.Arrays;

/**
 * Weighted mean and variance of one row's outputs over its masks, by West's update (Communications
 * of the ACM 22, 1979), which does not subtract large numbers from each other.
 */
final class OutputSums implements MaskWalk.Visitor {
  private final OutputMoments target;
  private final double[] mean;
  private final double[] squares;
  private double weight;

  /**
   * @param target whose arrays are filled row by row
   */
  OutputSums(OutputMoments target) {
    this.target = target;
    mean = new double[target.outputs()];
    squares = new double[target.outputs()];
  }

  @Override
  public void begin() {
    Arrays.fill(mean, 0);
    Arrays.fill(squares, 0);
    weight = 0;
  }

  @Override
  public void visit(double probability, double[] outputs) {
    if (probability == 0) {
      return;
    }
    double before = weight;
    weight += probability;
    for (int k = 0; k < outputs.length; k++) {
      double difference = outputs[k] - mean[k];
      double step = difference * probability / weight;
      mean[k] += step;
      squares[k] += before * difference * step;
    }
  }

  @Override
  public void end(int row) {
    for (int k = 0; k < mean.length; k++) {
      target.mean()[row * mean.length + k] = mean[k];
      target.variance()[row * mean.length + k] = squares[k] / weight;
    }
  }
}
