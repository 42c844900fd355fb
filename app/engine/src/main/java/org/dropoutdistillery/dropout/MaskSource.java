package org.dropoutdistillery.dropout;

import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.Stream;

/**
 * The keys of all masks of one stream and seed. {@link MaskAddress} names a single one of them;
 * this gives the same keys without allocating.
 */
public final class MaskSource {
  private final long streamKey;

  public MaskSource(Stream stream, long seed) {
    streamKey = stream.key(seed);
  }

  /** Returns the common key of the masks of all rows at one layer in one pass. */
  public long passKey(int layer, long pass) {
    return Keys.child(Keys.child(streamKey, layer), pass);
  }

  /**
   * Returns the common key of the balanced masks of all rows at one layer in one block of passes;
   * independent of those of single passes.
   */
  long blockKey(int layer, long block, int passesPerBlock) {
    // Passes count from 0 up, so their keys have other indices.
    return Keys.child(Keys.child(Keys.child(streamKey, layer), ~block), passesPerBlock);
  }

  /** Returns the key of one row's mask, from the {@link #passKey} of its layer and pass. */
  public static long rowKey(long passKey, long row) {
    return Keys.child(passKey, row);
  }
}
