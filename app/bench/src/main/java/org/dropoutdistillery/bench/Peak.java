package org.dropoutdistillery.bench;

import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;

/** What this machine's matrix products can do at best: a large one on each worker. */
final class Peak {
  private static final int SIZE = 1024;
  private static final int PRODUCTS = 2;

  private final Workers workers;
  private final Matrix[][] factors;
  private final Stopwatch products = new Stopwatch();

  Peak(Workers workers) {
    this.workers = workers;
    factors = new Matrix[workers.count()][3];
    for (Matrix[] own : factors) {
      for (int i = 0; i < own.length; i++) {
        own[i] = Matrix.zeros(SIZE, SIZE);
        own[i].fill(1.1f); // zeros would take less power, and may be multiplied faster
      }
    }
  }

  void multiply() {
    workers.run(
        factors.length,
        (task, worker) ->
            Blas.multiply(SIZE, factors[task][0], factors[task][1], factors[task][2]));
  }

  /** Measures some more of them. */
  void measure() {
    products.time(PRODUCTS, this::multiply);
  }

  void reset() {
    products.reset();
  }

  /** Returns the GFLOPS of what was measured since {@link #reset}; NaN if nothing was. */
  double gflops() {
    return factors.length * 2.0 * SIZE * SIZE * SIZE / products.millis() / 1e6;
  }
}
