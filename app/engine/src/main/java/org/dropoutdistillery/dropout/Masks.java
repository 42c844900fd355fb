package org.dropoutdistillery.dropout;

/** The masks of some rows in one random pass, drawn where they are needed. */
public interface Masks {
  /**
   * Writes the factors of some rows, row after row, from the start of {@code factors} on.
   *
   * @param law at the site
   * @param site dropout site, as in {@link MaskAddress#layer}
   * @param firstRow counted from the first row of this chunk of the batch
   * @param firstUnit first unit of each row, an even number; 0 if the law is not elementwise, since
   *     its masks are drawn for whole rows
   * @param units factors of each row
   */
  void fill(
      MaskLaw law, int site, int firstRow, int rows, int firstUnit, int units, float[] factors);
}
