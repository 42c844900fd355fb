package org.dropoutdistillery.evaluate;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Variances of the target about a predictor, from <em>validation</em> rows: rows that were neither
 * trained on nor will be reported on. Each predictor gets the one that suits it best, so that its
 * likelihood is judged at its best.
 *
 * @param standard of one pass without masks
 * @param monteCarlo of the average, beside the variance of its masks
 * @param student NaN before there is one
 */
public record NoiseVariance(double standard, double monteCarlo, double student) {
  /** Least share of the mean squared residual that is left to the target's noise. */
  private static final double LEAST_SHARE = 1e-3;

  /** Targets in float32 are good to about 1e-7 of their size. */
  private static final double LEAST_OF_SQUARE = 1e-14;

  /**
   * Returns the most likely variance of a predictor that states none of its own: the mean squared
   * residual, but not less than the rounding of the targets: a predictor without a residual would
   * be infinitely likely. NaN where predictions are no numbers.
   *
   * @throws IllegalArgumentException if the numbers of rows differ or there is no row
   */
  public static double of(double[] targets, double[] predictions) {
    double[] residuals = Shapes.differences(targets, predictions);
    Shapes.requireRows(residuals.length);
    double squares = 0;
    double size = 0;
    for (int row = 0; row < residuals.length; row++) {
      squares += residuals[row] * residuals[row];
      size += targets[row] * targets[row];
    }
    double rounding = Math.max(LEAST_OF_SQUARE * size / residuals.length, Double.MIN_NORMAL);
    return Math.max(squares / residuals.length, rounding);
  }

  /**
   * As below, for an average of finitely many passes.
   *
   * @throws IllegalArgumentException if the numbers of rows differ or there is no row
   */
  public static double besideMasks(double[] targets, RegressionAverage average) {
    return besideMasks(targets, average.mean(), average.variance());
  }

  /**
   * Returns the most likely σ² where row i varies by σ² + v_i, v_i the variance over masks (Gal,
   * Ghahramani, "Dropout as a Bayesian approximation", ICML 2016: noise plus mask variance). The
   * mean squared residual of MC contains what v_i stands for, so taking it for σ² would count that
   * twice. Not below 1/1000 of the mean squared residual, which is where it lands if masks vary
   * more than the residuals do.
   *
   * @param mean [rows] over masks
   * @param masks [rows]: the variance v_i
   * @throws IllegalArgumentException if the numbers of rows differ or there is no row
   */
  public static double besideMasks(double[] targets, double[] mean, double[] masks) {
    double[] residuals = Shapes.differences(targets, mean);
    Shapes.requirePaired(mean, masks);
    double most = of(targets, mean);
    if (!Double.isFinite(most)) {
      return most;
    }
    UnivariateFunction loss =
        logarithm -> {
          double noise = Math.exp(logarithm);
          double sum = 0;
          for (int row = 0; row < residuals.length; row++) {
            double variance = noise + masks[row];
            sum += Math.log(variance) + residuals[row] * residuals[row] / variance;
          }
          return sum;
        };
    double low = Math.log(LEAST_SHARE * most);
    double high = Math.log(2 * most);
    return Math.exp(
        new BrentOptimizer(1e-9, 1e-9)
            .optimize(
                GoalType.MINIMIZE,
                new MaxEval(500),
                new UnivariateObjectiveFunction(loss),
                new SearchInterval(low, high))
            .getPoint());
  }
}
