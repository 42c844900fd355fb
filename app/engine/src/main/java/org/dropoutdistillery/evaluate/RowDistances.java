package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import org.dropoutdistillery.predict.Predictions;

/**
 * Distances of two predictors other than KL, row by row. Against an average of finitely many passes
 * they contain its noise too, and unlike KL nothing corrects for it.
 */
public final class RowDistances {
  private RowDistances() {}

  /**
   * Returns [rows]: total variation ½ Σ_k |p_k − q_k|, in [0, 1]; at most √(KL/2).
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double[] totalVariation(Predictions p, Predictions q) {
    Shapes.requireSame(p, q);
    double[] distance = new double[p.rows()];
    for (int i = 0; i < p.probabilities().length; i++) {
      distance[i / p.classes()] += Math.abs(p.probabilities()[i] - q.probabilities()[i]) / 2;
    }
    return distance;
  }

  /**
   * Returns [rows]: 1 where both think the same class the most probable, else 0.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double[] agreement(Predictions p, Predictions q) {
    Shapes.requireSame(p, q);
    double[] agreement = new double[p.rows()];
    Arrays.setAll(agreement, row -> p.mode(row) == q.mode(row) ? 1 : 0);
    return agreement;
  }

  /**
   * Returns [rows]: Jensen-Shannon divergence H((p+q)/2) − (H(p) + H(q))/2 in nats, in [0, ln 2].
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double[] jensenShannon(Predictions p, Predictions q) {
    Shapes.requireSame(p, q);
    double[] middle = new double[p.probabilities().length];
    Arrays.setAll(middle, i -> (p.probabilities()[i] + q.probabilities()[i]) / 2);
    double[] divergence = Entropy.rows(middle, p.classes());
    double[] ofP = Entropy.rows(p.probabilities(), p.classes());
    double[] ofQ = Entropy.rows(q.probabilities(), q.classes());
    for (int row = 0; row < divergence.length; row++) {
      divergence[row] = Math.max(divergence[row] - (ofP[row] + ofQ[row]) / 2, 0);
    }
    return divergence;
  }
}
