package org.dropoutdistillery.dropout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Words that become factors, two in each, in loops over whole arrays. The JIT vectorises those over
 * longs, but none that turns longs into floats; a copy through a buffer that is seen as either
 * does. One instance serves one thread.
 */
final class FactorBlock {
  /** Pairs of units that are drawn at a time; with what is made of them they fit in cache. */
  static final int CAPACITY = 1024;

  private final LongBuffer longs;
  private final FloatBuffer floats;

  FactorBlock() {
    // Of a long, the lower half comes first: the even unit.
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(CAPACITY * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    longs = bytes.asLongBuffer();
    floats = bytes.asFloatBuffer();
  }

  /**
   * Unpacks rows of factors that lie one after the other.
   *
   * @param pairs from the start on, ⌈units / 2⌉ for each row; {@link #CAPACITY} at most in all
   * @param target where the first row's factors go
   * @param stride from there to where the next row's go
   */
  void unpack(long[] pairs, int rows, int units, float[] factors, int target, int stride) {
    int pairsPerRow = (units + 1) / 2;
    longs.put(0, pairs, 0, rows * pairsPerRow);
    if (units % 2 == 0 && stride == units) {
      floats.get(0, factors, target, rows * units);
      return;
    }
    for (int i = 0; i < rows; i++) {
      floats.get(2 * i * pairsPerRow, factors, target + i * stride, units);
    }
  }
}
