package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CovarianceRootTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void theRootTimesItsTransposeIsTheCovariance(int size) {
    double[] covariance = MomentReadoutTest.covariance(size, 7);

    assertThat(squared(covariance, size)).containsExactly(covariance, within(1e-12 * size * size));
  }

  /** Fewer random units than logits, some of them constant, in the precision of float. */
  @Test
  void singularCovariancesHaveARootToo() {
    int size = 5;
    double[] covariance = new double[size * size];
    double[][] directions = {{3, -1, 0, .3, 2}, {.01, 2, 0, -.7, .2}};
    for (double[] direction : directions) {
      for (int i = 0; i < covariance.length; i++) {
        covariance[i] += direction[i / size] * direction[i % size];
      }
    }
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = (float) (covariance[i] * (1 + 1e-7 * (i % 3 - 1)));
    }

    assertThat(squared(covariance, size)).containsExactly(covariance, within(3e-5));
    assertThat(squared(new double[4], 2)).containsOnly(0);
  }

  /** Returns the covariance of the samples, taken apart by unit vectors in place of normal ones. */
  private static double[] squared(double[] covariance, int size) {
    CovarianceRoot root = new CovarianceRoot(size);
    root.factor(covariance);
    double[] squared = new double[size * size];
    double[] sample = new double[size];
    for (int direction = 0; direction < size; direction++) {
      root.sample(new UnitVector(direction), sample);
      for (int i = 0; i < squared.length; i++) {
        squared[i] += sample[i / size] * sample[i % size];
      }
    }
    return squared;
  }

  /** Gives 1 at one call and 0 at the others. */
  private static final class UnitVector implements RandomGenerator {
    private int calls;

    UnitVector(int direction) {
      calls = -direction;
    }

    @Override
    public double nextGaussian() {
      return calls++ == 0 ? 1 : 0;
    }

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }
  }
}
