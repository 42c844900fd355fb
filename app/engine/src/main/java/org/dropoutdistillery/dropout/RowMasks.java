package org.dropoutdistillery.dropout;

import org.dropoutdistillery.random.Keys;

/**
 * The masks of a few rows in one random pass: a cursor that is moved from pass to pass without
 * allocating. Not for use by several threads at once.
 */
public final class RowMasks implements PassMasks {
  private final MaskSource source;
  private final MaskSharing sharing;
  private final long[] keys = new long[FactorBlock.CAPACITY];
  private final long[] words = new long[FactorBlock.CAPACITY];
  private final FactorBlock block = new FactorBlock();
  private final DrawnRows drawnRows = new DrawnRows();
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

  @Override
  public RowMasks at(long pass, int[] rowIds, int first) {
    this.pass = pass;
    this.rowIds = rowIds;
    this.first = first;
    return this;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the law is not elementwise and the rows are not whole
   */
  @Override
  public void fill(
      MaskLaw law, int site, int firstRow, int rows, int firstUnit, int units, float[] factors) {
    if (firstUnit != 0) {
      DrawnRows.requireElementwise(law, firstUnit);
    }
    int numbers = law.isElementwise() ? units : law.drawn(units);
    long passKey = source.passKey(site, pass);
    int batchRow = first + firstRow;
    int atATime = sharing.isNone() ? Math.max(1, FactorBlock.CAPACITY / ((numbers + 1) / 2)) : 1;
    for (int row = 0; row < rows; ) {
      int drawn = Math.min(atATime, rows - row);
      for (int i = 0; i < drawn; i++) {
        keys[i] = MaskSource.rowKey(passKey, sharing.maskId(rowIds, batchRow + row + i));
      }
      if (law.isElementwise()) {
        draw(law, drawn, firstUnit, units, factors, row * units);
      } else {
        draw(law, drawn, 0, numbers, drawnRows.room(atATime * numbers), 0);
        drawnRows.spread(law, drawn, numbers, factors, row * units, units);
      }
      if (!sharing.isNone()) {
        drawn = sharing.sharers(batchRow + row, rows - row);
        copyRow(factors, row, drawn, units);
      }
      row += drawn;
    }
  }

  /** Copies a row over those that follow it, {@code rows} with itself. */
  static void copyRow(float[] factors, int row, int rows, int units) {
    for (int i = 1; i < rows; i++) {
      System.arraycopy(factors, row * units, factors, (row + i) * units, units);
    }
  }

  /** Draws the numbers of whole rows at once, or those of one row in parts. */
  private void draw(MaskLaw law, int rows, int first, int numbers, float[] drawn, int target) {
    int part = Math.min(numbers, 2 * FactorBlock.CAPACITY);
    for (int done = 0; done < numbers; done += part) {
      int count = Math.min(part, numbers - done);
      int pairs = (count + 1) / 2;
      Keys.words(keys, rows, (first + done) / 2, pairs, words);
      law.factorPairs(words, rows * pairs);
      block.unpack(words, rows, count, drawn, target + done, numbers);
    }
  }
}
