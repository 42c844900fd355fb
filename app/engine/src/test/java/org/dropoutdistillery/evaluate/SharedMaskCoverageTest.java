package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

/**
 * Whole reports of averages whose masks move all rows the same way: logits are a row's own plus a
 * mask's. The truth is that of very many rows and all masks.
 */
class SharedMaskCoverageTest {
  private static final int CLASSES = 3;
  private static final int SIMULATIONS = 200;
  private static final double NOISE = 4 * Math.sqrt(.95 * .05 / SIMULATIONS);

  private final RandomSequence random = new RandomSequence(71);
  private final double[][] masks = new double[60][CLASSES];

  SharedMaskCoverageTest() {
    for (double[] mask : masks) {
      Arrays.setAll(mask, k -> .8 * random.nextGaussian());
    }
  }

  @Test
  void headlineAndDivergenceAreCoveredOnlyWhenBlocksAreResampledToo() {
    double[] truth = truth();
    int[] shared = new int[2];
    int[] own = new int[2];
    for (int s = 0; s < SIMULATIONS; s++) {
      double[] rows = rows(120);
      MonteCarloAverage average = average(rows, 8, 3);
      count(shared, report(rows, average, RowDependence.SHARED_MASKS, s), truth);
      count(own, report(rows, average, RowDependence.INDEPENDENT, s), truth);
    }
    System.out.printf(
        "shared masks: headline %d (rows alone %d), KL %d (%d) of %d%n",
        shared[0], own[0], shared[1], own[1], SIMULATIONS);
    for (int i = 0; i < 2; i++) {
      assertThat((double) shared[i] / SIMULATIONS).isBetween(.95 - NOISE, 1.0);
      assertThat((double) own[i] / SIMULATIONS).isLessThan(.8);
    }
  }

  private static void count(int[] covered, GapReport report, double[] truth) {
    covered[0] += report.headline().contains(truth[0]) ? 1 : 0;
    covered[1] += report.standard().klToMc().contains(truth[1]) ? 1 : 0;
  }

  private static GapReport report(
      double[] rows, MonteCarloAverage average, RowDependence dependence, long seed) {
    return new GapEvaluator(15, 199, .95, seed, dependence)
        .report(standard(rows), average, student(rows), new int[rows.length / CLASSES]);
  }

  /** Returns headline and KL(MC‖standard). */
  private double[] truth() {
    double[] rows = rows(20_000);
    double[] mean = new double[rows.length];
    for (double[] mask : masks) {
      double[] p = shifted(rows, mask, 1).probabilities();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += p[i] / masks.length;
      }
    }
    Predictions exact = Predictions.ofProbabilities(20_000, CLASSES, mean);
    double standard = RowMeasures.mean(KullbackLeibler.rows(exact, standard(rows)));
    double student = RowMeasures.mean(KullbackLeibler.rows(exact, student(rows)));
    return new double[] {standard - student, standard};
  }

  private MonteCarloAverage average(double[] rows, int blocks, int passesPerBlock) {
    int count = rows.length / CLASSES;
    double[][] blockMeans = new double[blocks][rows.length];
    double[] mean = new double[rows.length];
    double[] squares = new double[rows.length];
    double[] entropy = new double[count];
    int passes = blocks * passesPerBlock;
    for (int pass = 0; pass < passes; pass++) {
      double[] p = shifted(rows, masks[random.nextInt(masks.length)], 1).probabilities();
      double[] single = Entropy.rows(p, CLASSES);
      Arrays.setAll(entropy, row -> entropy[row] + single[row] / passes);
      for (int i = 0; i < p.length; i++) {
        blockMeans[pass / passesPerBlock][i] += p[i] / passesPerBlock;
        mean[i] += p[i] / passes;
        squares[i] += p[i] * p[i];
      }
    }
    double[] variance = new double[rows.length];
    Arrays.setAll(variance, i -> (squares[i] - passes * mean[i] * mean[i]) / (passes - 1));
    return new MonteCarloAverage(
        count, CLASSES, passesPerBlock, blockMeans, mean, variance, entropy);
  }

  private static Predictions standard(double[] rows) {
    return shifted(rows, new double[] {.5, 0, 0}, 1.3);
  }

  private static Predictions student(double[] rows) {
    return shifted(rows, new double[] {0, .1, 0}, .9);
  }

  private double[] rows(int count) {
    double[] logits = new double[count * CLASSES];
    Arrays.setAll(logits, i -> random.nextGaussian());
    return logits;
  }

  private static Predictions shifted(double[] logits, double[] shift, double scale) {
    double[] p = new double[logits.length];
    for (int row = 0; row < p.length; row += CLASSES) {
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        p[row + k] = Math.exp(scale * logits[row + k] + shift[k]);
        sum += p[row + k];
      }
      for (int k = 0; k < CLASSES; k++) {
        p[row + k] /= sum;
      }
    }
    return Predictions.ofProbabilities(p.length / CLASSES, CLASSES, p);
  }
}
