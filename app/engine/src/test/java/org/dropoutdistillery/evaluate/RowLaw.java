package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import org.dropoutdistillery.random.RandomSequence;

/** Laws of values of a row, to simulate how often intervals of their mean cover it. */
enum RowLaw {
  /** More skewed than what has been met. */
  LOGNORMAL("lognormal, σ = 1.5") {
    @Override
    double draw(RandomSequence random) {
      return Math.exp(1.5 * random.nextGaussian());
    }
  },
  /** NLL of a predictor of two classes that claims too much. */
  NLL("NLL") {
    @Override
    double draw(RandomSequence random) {
      double logit = 2.5 * random.nextGaussian();
      double claimed = 1.5 * logit + .3 * random.nextGaussian();
      return softplus(random.nextDouble() < logistic(logit) ? -claimed : claimed);
    }
  },
  /** The same, less that of a predictor which claims what is right but for noise. */
  NLL_DIFFERENCE("paired difference of NLL") {
    @Override
    double draw(RandomSequence random) {
      double logit = 2.5 * random.nextGaussian();
      double claimed = 1.5 * logit + .3 * random.nextGaussian();
      double milder = logit + .3 * random.nextGaussian();
      int side = random.nextDouble() < logistic(logit) ? -1 : 1;
      return softplus(side * milder) - softplus(side * claimed);
    }
  },
  /** KL from the average to that predictor. */
  KL("KL") {
    @Override
    double draw(RandomSequence random) {
      double logit = 2.5 * random.nextGaussian();
      return divergence(logit, 1.5 * logit + .3 * random.nextGaussian());
    }
  };

  private static final int TRUTH_ROWS = 2_000_000;

  private final String title;

  RowLaw(String title) {
    this.title = title;
  }

  abstract double draw(RandomSequence random);

  String title() {
    return title;
  }

  double[] rows(int count, RandomSequence random) {
    double[] rows = new double[count];
    Arrays.setAll(rows, row -> draw(random));
    return rows;
  }

  /** Computes the mean, of so many rows that its error does not count at any size tested. */
  double truth() {
    if (this == LOGNORMAL) {
      return Math.exp(1.5 * 1.5 / 2);
    }
    RandomSequence random = new RandomSequence(title.hashCode());
    double sum = 0;
    for (int row = 0; row < TRUTH_ROWS; row++) {
      sum += draw(random);
    }
    return sum / TRUTH_ROWS;
  }

  /** Returns KL between two classes with these logits. */
  static double divergence(double p, double q) {
    double first = logistic(p);
    return first * (softplus(-q) - softplus(-p)) + (1 - first) * (softplus(q) - softplus(p));
  }

  static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
