package org.dropoutdistillery.predict;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A matrix L with L Lᵀ = C for a covariance C that may be singular, as it is when there are fewer
 * random units than logits: the Cholesky decomposition with the largest remaining variance first
 * (Higham, "Cholesky factorization", WIREs Computational Statistics 1, 2009). It ends where nothing
 * but rounding remains.
 */
final class CovarianceRoot {
  // Of the largest variance; covariances come from float32 products.
  private static final double ROUNDING = 1e-6;

  private final int size;
  private final double[] root;
  private final double[] remaining;
  private int rank;

  CovarianceRoot(int size) {
    this.size = size;
    root = new double[size * size];
    remaining = new double[size];
  }

  /** Decomposes {@code covariance [size, size]}. */
  void factor(double[] covariance) {
    Arrays.fill(root, 0);
    for (int i = 0; i < size; i++) {
      remaining[i] = covariance[i * size + i];
    }
    double least = ROUNDING * remaining[largestRemaining()];
    for (rank = 0; rank < size; rank++) {
      int pivot = largestRemaining();
      if (!(remaining[pivot] > least)) {
        return;
      }
      addColumn(covariance, pivot);
    }
  }

  /** Writes Lε for standard normal ε: a sample of N(0, C). */
  void sample(RandomGenerator random, double[] sample) {
    Arrays.fill(sample, 0);
    for (int column = 0; column < rank; column++) {
      double normal = random.nextGaussian();
      for (int i = 0; i < size; i++) {
        sample[i] += normal * root[i * size + column];
      }
    }
  }

  private int largestRemaining() {
    int largest = 0;
    for (int i = 1; i < size; i++) {
      if (remaining[i] > remaining[largest]) {
        largest = i;
      }
    }
    return largest;
  }

  private void addColumn(double[] covariance, int pivot) {
    double length = Math.sqrt(remaining[pivot]);
    root[pivot * size + rank] = length;
    for (int i = 0; i < size; i++) {
      // Those that are used up stay out: their entries are 0 up to rounding.
      if (i != pivot && remaining[i] > 0) {
        double left = covariance[i * size + pivot];
        for (int column = 0; column < rank; column++) {
          left -= root[i * size + column] * root[pivot * size + column];
        }
        root[i * size + rank] = left / length;
        remaining[i] -= left / length * (left / length);
      }
    }
    remaining[pivot] = 0;
  }
}
