package org.dropoutdistillery.dropout;

/**
 * The masks of a few rows in one random pass: a cursor that is moved from pass to pass without
 * allocating. Not for use by several threads at once.
 */
public final class RowMasks {
  private final MaskSource source;
  private long pass;
  private int[] rowIds;
  private int first;

  public RowMasks(MaskSource source) {
    this.source = source;
  }

  /**
   * Moves to another pass or other rows. The array is not copied.
   *
   * @param rowIds data-row ids; row i from here on means {@code rowIds[first + i]}
   */
  public RowMasks at(long pass, int[] rowIds, int first) {
    this.pass = pass;
    this.rowIds = rowIds;
    this.first = first;
    return this;
  }

  /**
   * Writes the factors of some rows, row after row, from the start of {@code factors} on.
   *
   * @param site dropout site, as in {@link MaskAddress#layer}
   * @param firstUnit first unit of each row, an even number
   * @param units factors of each row
   */
  public void fill(
      MaskLaw law, int site, int firstRow, int rows, int firstUnit, int units, float[] factors) {
    long passKey = source.passKey(site, pass);
    for (int i = 0; i < rows; i++) {
      long key = MaskSource.rowKey(passKey, rowIds[first + firstRow + i]);
      law.fill(key, firstUnit, factors, i * units, units);
    }
  }
}
