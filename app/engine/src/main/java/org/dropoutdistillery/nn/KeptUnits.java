package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.Masks;

/** Which units of one dropout site a mask keeps, and by what it multiplies them. */
final class KeptUnits {
  private final int[] units;
  private final float[] factors;
  private int count;

  KeptUnits(int width) {
    units = new int[width];
    factors = new float[width];
  }

  void keepAll() {
    for (int i = 0; i < units.length; i++) {
      units[i] = i;
      factors[i] = 1;
    }
    count = units.length;
  }

  /** Draws the mask of row 0. */
  void draw(MaskLaw law, int site, Masks masks) {
    masks.fill(law, site, 0, 1, 0, units.length, factors);
    int kept = 0;
    for (int i = 0; i < units.length; i++) {
      units[kept] = i;
      factors[kept] = factors[i];
      // Without a branch that would be mispredicted: the next unit overwrites a dropped one.
      kept += factors[i] == 0 ? 0 : 1;
    }
    // A product needs at least one unit; this one's factor is 0.
    count = Math.max(1, kept);
  }

  int count() {
    return count;
  }

  int unit(int i) {
    return units[i];
  }

  float factor(int i) {
    return factors[i];
  }

  /** Moves the kept units' values to the front, times {@code factor}. */
  void gather(float[] values, float factor) {
    for (int i = 0; i < count; i++) {
      values[i] = factor * values[units[i]];
    }
  }
}
