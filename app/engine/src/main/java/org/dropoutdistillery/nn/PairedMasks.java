package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.Masks;

/** Masks for pairs of rows: row 2i has those of row i of other masks, row 2i + 1 factors of 1. */
final class PairedMasks implements Masks {
  private final Masks masks;

  PairedMasks(Masks masks) {
    this.masks = masks;
  }

  @Override
  public void fill(
      MaskLaw law, int site, int firstRow, int rows, int firstUnit, int units, float[] factors) {
    int firstMasked = (firstRow + 1) / 2;
    int count = (firstRow + rows + 1) / 2 - firstMasked;
    if (count > 0) {
      masks.fill(law, site, firstMasked, count, firstUnit, units, factors);
    }
    // They lie at the start now: the last is moved first, so that none is overwritten.
    for (int i = count - 1; i >= 0; i--) {
      int row = 2 * (firstMasked + i) - firstRow;
      System.arraycopy(factors, i * units, factors, row * units, units);
      if (row + 1 < rows) {
        fillOnes(factors, row + 1, units);
      }
    }
    if (firstRow % 2 == 1) {
      fillOnes(factors, 0, units);
    }
  }

  private static void fillOnes(float[] factors, int row, int units) {
    java.util.Arrays.fill(factors, row * units, (row + 1) * units, 1f);
  }
}
