package org.dropoutdistillery.predict;

import java.util.List;

/**
 * What a single mask does to one row.
 *
 * @param sites from the input on
 * @param outputs [outputs]: class probabilities, or values
 */
public record MaskTrace(List<Site> sites, double[] outputs) {
  /**
   * One dropout site. Nobody writes into the arrays.
   *
   * @param factors [width] of the mask, units that are forced included
   * @param values [width] after the mask
   */
  public record Site(float[] factors, float[] values) {
    /** Returns how many units the mask keeps. */
    public int kept() {
      return nonzero(factors);
    }

    /** Returns how many units give anything on. */
    public int active() {
      return nonzero(values);
    }

    private static int nonzero(float[] numbers) {
      int count = 0;
      for (float number : numbers) {
        count += number == 0 ? 0 : 1;
      }
      return count;
    }
  }
}
