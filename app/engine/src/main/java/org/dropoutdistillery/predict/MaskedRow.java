package org.dropoutdistillery.predict;

import org.dropoutdistillery.dropout.MaskAddress;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.PassMasks;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.random.Stream;

/**
 * One row among those that an average is taken over, with the masks that it has there. Nobody
 * writes into the arrays.
 *
 * @param stream of the masks
 * @param seed of the masks
 * @param plan of the average
 * @param features [inputs] of this row
 * @param rowIds data-row ids of all rows of the average
 * @param position of this row among them, from 0
 */
public record MaskedRow(
    Stream stream, long seed, MonteCarloPlan plan, float[] features, int[] rowIds, int position) {
  /**
   * @throws IllegalArgumentException if there is no row at that position
   */
  public MaskedRow {
    if (position < 0 || position >= rowIds.length) {
      throw new IllegalArgumentException(
          "row at position %d, expected 0 to %d".formatted(position, rowIds.length - 1));
    }
  }

  /** Returns the address of the mask of this row at a dropout site in a pass. */
  public MaskAddress address(int site, long pass) {
    return new MaskAddress(stream, seed, site, pass, plan.sharing().maskId(rowIds, position));
  }

  PassMasks masks(Architecture architecture) {
    return plan.masks(new MaskSource(stream, seed), architecture, 1);
  }
}
