package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Read-outs of normal logits against E softmax(z) itself. */
class MomentReadoutTest {
  private static final long KEY = Stream.EVALUATION_MASKS.key(4);

  @ParameterizedTest
  @EnumSource
  void withoutVarianceEveryReadoutIsSoftmax(MomentReadout readout) {
    double[] mean = {.3, -2, 40, 39};
    double[] expected = new double[4];
    LogSoftmax.row(mean, expected, 0, 4);
    Predictions read = read(readout, mean, new double[16]);

    assertThat(read.logProbabilities()).containsExactly(clamped(readout, expected), within(1e-9));
    assertThat(Arrays.stream(read.probabilities()).sum()).isCloseTo(1, within(1e-12));
  }

  /** An average has the clamped logarithms of every average; the others those of their logits. */
  private static double[] clamped(MomentReadout readout, double[] logs) {
    double least =
        readout == MomentReadout.SAMPLED
            ? Math.log(Predictions.LEAST_PROBABILITY)
            : Double.NEGATIVE_INFINITY;
    return Arrays.stream(logs).map(log -> Math.max(log, least)).toArray();
  }

  /** The grid of means, deviations and correlations on which two classes are compared. */
  private interface TwoClasses {
    void check(double[] mean, double[] covariance);
  }

  private static void forTwoClasses(TwoClasses check) {
    for (double difference : new double[] {0, .2, 1, 2, 4, 8}) {
      for (double deviation : new double[] {.1, .5, 1, 2, 4, 8}) {
        for (double correlation : new double[] {-1, -.5, 0, .5, 1}) {
          double other = .7 * deviation;
          double shared = correlation * deviation * other;
          check.check(
              new double[] {difference, 0},
              new double[] {deviation * deviation, shared, shared, other * other});
        }
      }
    }
  }

  /** With two classes only z₁ − z₂ counts, and its logistic is shrunk by MacKay's factor. */
  @Test
  void pairwiseOfTwoClassesIsMacKaysSigmoidAndNeverFarFromTheIntegral() {
    forTwoClasses(
        (mean, covariance) -> {
          double variance = covariance[0] + covariance[3] - 2 * covariance[1];
          double logit = (mean[0] - mean[1]) / Math.sqrt(1 + Math.PI / 8 * variance);
          double p = read(MomentReadout.PAIRWISE, mean, covariance).probabilities()[0];
          assertThat(p).isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-12));
          assertThat(p).isCloseTo(integral(mean, covariance)[0], within(.02));
        });
  }

  /** What all logits have in common moves no probability. */
  @ParameterizedTest
  @EnumSource(names = {"PAIRWISE", "MEAN", "SAMPLED"})
  void commonVarianceChangesNothing(MomentReadout readout) {
    double[] mean = {1, 0, -1};
    double[] covariance = covariance(3, 5);
    double[] shifted = Arrays.stream(covariance).map(c -> c + 4).toArray();
    double[] p = read(readout, mean, covariance).probabilities();
    double[] pShifted = read(readout, mean, shifted).probabilities();
    // Other samples, so only within their error.
    double tolerance = readout == MomentReadout.SAMPLED ? .1 : 1e-12;

    assertThat(pShifted).containsExactly(p, within(tolerance));
    double[] meanField = read(MomentReadout.MEAN_FIELD, mean, covariance).probabilities();
    assertThat(read(MomentReadout.MEAN_FIELD, mean, shifted).probabilities()[0])
        .isLessThan(meanField[0] - .02);
  }

  /**
   * For single rows the approximations have no order; on average the more they know of the
   * covariance, the better they are.
   */
  @Test
  void threeClassesAreReadTheBetterTheMoreOfTheCovarianceCounts() {
    Map<MomentReadout, Double> sums = new EnumMap<>(MomentReadout.class);
    for (int seed = 1; seed <= 20; seed++) {
      double[] covariance = covariance(3, seed);
      double[] mean = new double[3];
      RandomSequence random = new RandomSequence(seed);
      Arrays.setAll(mean, k -> 2 * random.nextGaussian());
      double[] exact = integral(mean, covariance);
      for (MomentReadout readout : MomentReadout.values()) {
        double distance = distance(readout, mean, covariance, exact);
        assertThat(distance).isLessThan(bound(readout));
        sums.merge(readout, distance / 20, Double::sum);
      }
    }
    assertThat(sums.get(MomentReadout.PAIRWISE))
        .isLessThan(.6 * sums.get(MomentReadout.MEAN_FIELD))
        .isLessThan(.05);
    assertThat(sums.get(MomentReadout.MEAN_FIELD)).isLessThan(.8 * sums.get(MomentReadout.MEAN));
  }

  /** What a probability may be off by when logits vary by a few units. */
  private static double bound(MomentReadout readout) {
    return switch (readout) {
      case MEAN, MEAN_FIELD -> .3;
      case PAIRWISE -> .1;
      case SAMPLED -> .05;
    };
  }

  private static double distance(
      MomentReadout readout, double[] mean, double[] covariance, double[] exact) {
    double[] p = read(readout, mean, covariance).probabilities();
    double largest = 0;
    for (int k = 0; k < p.length; k++) {
      largest = Math.max(largest, Math.abs(p[k] - exact[k]));
    }
    return largest;
  }

  /** Over many rows the mean is the integral, within its error; and rows have their own samples. */
  @Test
  void samplesAverageToTheIntegral() {
    double[] mean = {.5, 0, -.5};
    double[] covariance = covariance(3, 2);
    double[] exact = integral(mean, covariance);
    RowReadout readout = MomentReadout.SAMPLED.create(3, KEY);
    int rows = 400;
    Predictions target = new Predictions(rows, 3, new double[rows * 3], new double[rows * 3]);
    for (int row = 0; row < rows; row++) {
      readout.read(row, mean, covariance, target, row * 3);
    }
    for (int k = 0; k < 3; k++) {
      int classK = k;
      double[] p =
          java.util.stream.IntStream.range(0, rows)
              .mapToDouble(row -> target.probabilities()[row * 3 + classK])
              .toArray();
      double average = Arrays.stream(p).average().orElseThrow();
      double variance = Arrays.stream(p).map(v -> (v - average) * (v - average)).sum() / (rows - 1);
      double error = Math.sqrt(variance / rows);
      assertThat(error).isBetween(1e-5, 2e-3);
      assertThat(average).isCloseTo(exact[k], within(Frequencies.DEVIATIONS * error));
    }
  }

  @Test
  void theSamplesOfARowAreItsOwnForEver() {
    double[] mean = {.5, 0, -.5};
    double[] covariance = covariance(3, 2);
    RowReadout readout = MomentReadout.SAMPLED.create(3, KEY);
    Predictions target = new Predictions(3, 3, new double[9], new double[9]);
    readout.read(7, mean, covariance, target, 0);
    readout.read(8, mean, covariance, target, 3);
    readout.read(7, mean, covariance, target, 6);

    assertThat(target.probabilities()[6]).isEqualTo(target.probabilities()[0]);
    assertThat(target.probabilities()[3]).isNotEqualTo(target.probabilities()[0]);
  }

  private static Predictions read(MomentReadout readout, double[] mean, double[] covariance) {
    int classes = mean.length;
    Predictions target = new Predictions(1, classes, new double[classes], new double[classes]);
    readout.create(classes, KEY).read(3, mean, covariance, target, 0);
    return target;
  }

  /** Returns B Bᵀ for a normal B [classes, classes]. */
  static double[] covariance(int classes, long key) {
    RandomSequence random = new RandomSequence(key);
    double[] b = new double[classes * classes];
    Arrays.setAll(b, i -> random.nextGaussian());
    double[] covariance = new double[classes * classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        for (int c = 0; c < classes; c++) {
          covariance[i * classes + j] += b[i * classes + c] * b[j * classes + c];
        }
      }
    }
    return covariance;
  }

  /**
   * Returns E softmax(z) by the trapezoidal rule over the differences of the logits to the last
   * one, which are normal too: one dimension for two classes, two for three.
   */
  private static double[] integral(double[] mean, double[] covariance) {
    int classes = mean.length;
    double a = differences(covariance, classes, 0, 0);
    double b = classes == 2 ? 0 : differences(covariance, classes, 0, 1);
    double c = classes == 2 ? 0 : differences(covariance, classes, 1, 1);
    double l11 = Math.sqrt(Math.max(a, 0));
    double l21 = l11 == 0 ? 0 : b / l11;
    double l22 = Math.sqrt(Math.max(c - l21 * l21, 0));
    double h = .02;
    double[] sum = new double[classes];
    double total = 0;
    for (double u = -8; u <= 8; u += h) {
      for (double v = classes == 2 ? 0 : -8; v <= (classes == 2 ? 0 : 8); v += h) {
        double weight = Math.exp(-(u * u + v * v) / 2);
        double[] z = new double[classes];
        z[0] = mean[0] - mean[classes - 1] + l11 * u;
        if (classes == 3) {
          z[1] = mean[1] - mean[2] + l21 * u + l22 * v;
        }
        LogSoftmax.row(z, z, 0, classes);
        for (int k = 0; k < classes; k++) {
          sum[k] += weight * Math.exp(z[k]);
        }
        total += weight;
      }
    }
    for (int k = 0; k < classes; k++) {
      sum[k] /= total;
    }
    return sum;
  }

  /** Returns Cov(z_i − z_last, z_j − z_last). */
  private static double differences(double[] covariance, int classes, int i, int j) {
    int last = classes - 1;
    return covariance[i * classes + j]
        - covariance[i * classes + last]
        - covariance[last * classes + j]
        + covariance[last * classes + last];
  }
}
