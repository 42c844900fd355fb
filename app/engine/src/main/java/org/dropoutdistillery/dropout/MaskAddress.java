package org.dropoutdistillery.dropout;

import org.dropoutdistillery.random.Stream;

/**
 * Where a mask is found again. Two addresses that differ anywhere have independent masks.
 *
 * <p>Units of the mask are numbered from 0 as the values of a row lie. At a site of feature maps
 * they lie position by position: unit (y · width + x) · channels + c is channel c at line y and
 * column x.
 *
 * @param stream what the mask is for
 * @param seed of the run
 * @param layer dropout site: 0 is the input, i the output of hidden layer i, counted from 1
 * @param pass number of the random pass; in training, of the step
 * @param row data-row id, the index of the row in its data set; for a mask that rows share, the
 *     number of their group
 */
public record MaskAddress(Stream stream, long seed, int layer, long pass, long row) {
  /** Returns the key from which a {@link MaskLaw} draws this mask. */
  public long key() {
    return MaskSource.rowKey(new MaskSource(stream, seed).passKey(layer, pass), row);
  }
}
