package org.dropoutdistillery.predict;

import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.BalancedMasks;
import org.dropoutdistillery.dropout.MaskEnumeration;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.PassMasks;
import org.dropoutdistillery.dropout.RowMasks;
import org.dropoutdistillery.nn.Architecture;

/**
 * Which random passes an average is taken over. Any of them is unbiased. Masks of one row each make
 * the errors of rows independent; a mask that all rows share is the fastest. Balanced passes halve
 * the error and more, but are dependent within their block.
 *
 * @param sharing which rows have a mask in common
 * @param balanced whether units, or feature maps, are kept equally often within each block; see
 *     {@link #canBalance}
 * @param blocks independent blocks of passes, at least 1; a jackknife needs several
 * @param passesPerBlock at least 1
 */
public record MonteCarloPlan(
    MaskSharing sharing, boolean balanced, int blocks, int passesPerBlock) {
  /**
   * @throws IllegalArgumentException if there is no pass
   */
  public MonteCarloPlan {
    if (blocks < 1 || passesPerBlock < 1) {
      throw new IllegalArgumentException(
          "%d blocks of %d passes, expected at least 1 of each".formatted(blocks, passesPerBlock));
    }
  }

  /** Returns independent passes with a mask of its own for every row. */
  public static MonteCarloPlan independent(int blocks, int passesPerBlock) {
    return new MonteCarloPlan(MaskSharing.NONE, false, blocks, passesPerBlock);
  }

  /** Returns whether all masks of a network keep or drop units, or feature maps, independently. */
  public static boolean canBalance(Architecture architecture) {
    return IntStream.range(0, architecture.layers())
        .filter(site -> !architecture.law(site).isIdentity())
        .allMatch(
            site ->
                architecture.law(site).enumeration(architecture.width(site))
                    instanceof MaskEnumeration.Switches);
  }

  /** Returns T, the number of passes in all. */
  public int passes() {
    return blocks * passesPerBlock;
  }

  /** Returns whether one mask serves all of {@code rows} rows. */
  boolean sharesAcross(int rows) {
    return sharing.groupSize() >= rows && !sharing.isNone();
  }

  PassMasks masks(MaskSource source, Architecture architecture, int maxRows) {
    if (!balanced) {
      return new RowMasks(source, sharing);
    }
    int[] units = new int[architecture.layers()];
    for (int site = 0; site < units.length; site++) {
      units[site] = architecture.width(site);
    }
    return new BalancedMasks(source, sharing, passesPerBlock, units, maxRows);
  }
}
