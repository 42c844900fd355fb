package org.dropoutdistillery.dropout;

/** Masks that are moved from pass to pass and from rows to rows, without allocating. */
public interface PassMasks extends Masks {
  /**
   * Moves to another pass or other rows, and returns itself. The array is not copied.
   *
   * @param pass from 0
   * @param rowIds data-row ids; row i from here on means {@code rowIds[first + i]}, and groups of
   *     rows that share a mask are counted from index 0
   */
  PassMasks at(long pass, int[] rowIds, int first);
}
