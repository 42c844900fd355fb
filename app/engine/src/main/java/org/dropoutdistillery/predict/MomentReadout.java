package org.dropoutdistillery.predict;

/**
 * How class probabilities E softmax(z) are read from normal logits z ~ N(μ, C) (METHODS.md, section
 * 3.2).
 */
public enum MomentReadout {
  /** softmax(μ): as if the logits did not vary. */
  MEAN {
    @Override
    RowReadout create(int classes, long sampleKey) {
      return new ScaledReadout(classes, false);
    }
  },

  /**
   * Softmax of μ_k / √(1 + π C_kk / 8): each logit shrinks by its own variance (MacKay, Neural
   * Computation 4, 1992, for one sigmoid; mean-field form for softmax). What all logits have in
   * common counts too, though it moves no probability.
   */
  MEAN_FIELD {
    @Override
    RowReadout create(int classes, long sampleKey) {
      return new ScaledReadout(classes, true);
    }
  },

  /**
   * p_k ∝ 1 / Σ_j exp(−(μ_k − μ_j) / √(1 + π Var(z_k − z_j) / 8)): differences of logits shrink by
   * their own variances (Lu, Ie and Sha, "Mean-field approximation to Gaussian-softmax integral",
   * 2020).
   */
  PAIRWISE {
    @Override
    RowReadout create(int classes, long sampleKey) {
      return new PairwiseReadout(classes);
    }
  },

  /** The mean over 100 pairs of opposite samples of N(μ, C), each row with its own samples. */
  SAMPLED {
    @Override
    RowReadout create(int classes, long sampleKey) {
      return new SampledReadout(classes, sampleKey);
    }
  };

  /**
   * @param sampleKey from which samples are drawn
   */
  abstract RowReadout create(int classes, long sampleKey);
}
