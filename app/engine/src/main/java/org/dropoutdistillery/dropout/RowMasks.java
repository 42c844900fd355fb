package org.dropoutdistillery.dropout;

/**
 * The masks of a few rows in one random pass: a cursor that is moved from pass to pass without
 * allocating. Not for use by several threads at once.
 */
public final class RowMasks implements Masks {
  private final MaskSource source;
  private final MaskSharing sharing;
  private long pass;
  private int[] rowIds;
  private int first;

  /** Gives every row a mask of its own. */
  public RowMasks(MaskSource source) {
    this(source, MaskSharing.NONE);
  }

  public RowMasks(MaskSource source, MaskSharing sharing) {
    this.source = source;
    this.sharing = sharing;
  }

  /**
   * Moves to another pass or other rows. The array is not copied.
   *
   * @param rowIds data-row ids; row i from here on means {@code rowIds[first + i]}, and groups of
   *     rows that share a mask are counted from index 0
   */
  public RowMasks at(long pass, int[] rowIds, int first) {
    this.pass = pass;
    this.rowIds = rowIds;
    this.first = first;
    return this;
  }

  @Override
  public void fill(
      MaskLaw law, int site, int firstRow, int rows, int firstUnit, int units, float[] factors) {
    long passKey = source.passKey(site, pass);
    for (int i = 0; i < rows; i++) {
      long key = MaskSource.rowKey(passKey, sharing.maskId(rowIds, first + firstRow + i));
      law.fill(key, firstUnit, factors, i * units, units);
    }
  }
}
