package org.dropoutdistillery.dropout;

/**
 * Which rows of a batch have one mask in common (hybrid dropout: Park and Lee, 2019). Groups are
 * counted through the batch; the last may be smaller. A mask of a single row is addressed by its
 * data-row id, a shared one by the number of its group.
 *
 * @param groupSize rows that share a mask, from 1 (a mask of its own for every row) up to {@link
 *     #ALL_ROWS}
 */
public record MaskSharing(int groupSize) {
  /** Group size with which all rows of a pass share one mask. */
  public static final int ALL_ROWS = Integer.MAX_VALUE;

  /** A mask of its own for every row. */
  public static final MaskSharing NONE = new MaskSharing(1);

  /** One mask for all rows of a pass. */
  public static final MaskSharing PASS = new MaskSharing(ALL_ROWS);

  /**
   * @throws IllegalArgumentException if {@code groupSize} is not positive
   */
  public MaskSharing {
    if (groupSize < 1) {
      throw new IllegalArgumentException(
          "group size: " + groupSize + ", expected a whole number from 1 up");
    }
  }

  /** Returns whether every row has a mask of its own. */
  public boolean isNone() {
    return groupSize == 1;
  }

  /**
   * Returns the last part of a mask's address.
   *
   * @param rowIds data-row ids of the batch
   * @param row index in the batch
   */
  public long maskId(int[] rowIds, int row) {
    return isNone() ? rowIds[row] : row / groupSize;
  }

  /**
   * Returns how many of the rows from {@code row} on share the mask of that row.
   *
   * @param row index in the batch
   * @param most rows that are looked at
   */
  int sharers(int row, int most) {
    return Math.min(most, groupSize - row % groupSize);
  }
}
