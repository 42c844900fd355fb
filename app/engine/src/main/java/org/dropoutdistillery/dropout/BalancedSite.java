package org.dropoutdistillery.dropout;

import java.util.Arrays;

/**
 * How far the masks of one dropout site have come within their block: in how many of its remaining
 * passes each of the drawn numbers will still keep its units.
 */
final class BalancedSite {
  private static final int NOWHERE = Integer.MAX_VALUE;

  // Of each mask: its key, and the position in the block that it will be drawn at next.
  final long[] keys;
  final int[] next;
  // How many numbers the law draws for a row.
  int drawn;
  int pairs;
  // [masks, pairs]: the even number's count in the lower half.
  long[] left = new long[0];
  double keepProbability;
  long keptBits;
  private final int units;
  private MaskLaw law;
  // The factors of the shared mask that was drawn last.
  private float[] shared = new float[0];
  private long sharedKey;
  private int sharedPosition = -1;

  BalancedSite(int masks, int units) {
    this.units = units;
    keys = new long[masks];
    next = new int[masks];
    Arrays.fill(next, NOWHERE);
  }

  int rowsAtATime() {
    return Math.max(1, FactorBlock.CAPACITY / pairs);
  }

  /**
   * Forgets all masks if they were drawn by another law.
   *
   * @throws IllegalArgumentException if the law has no switches that could be counted
   */
  void use(MaskLaw newLaw) {
    if (newLaw.equals(law)) {
      return;
    }
    if (!(newLaw.enumeration(units) instanceof MaskEnumeration.Switches switches)) {
      throw new IllegalArgumentException(
          "balanced passes count how often a unit or channel is kept, so masks must be Bernoulli,"
              + " got "
              + newLaw);
    }
    law = newLaw;
    drawn = switches.count();
    pairs = (drawn + 1) / 2;
    keepProbability = switches.keepProbability();
    keptBits = Bernoulli.keptBits(keepProbability);
    if (left.length != keys.length * pairs) {
      left = new long[keys.length * pairs];
    }
    Arrays.fill(next, NOWHERE);
    sharedPosition = -1;
  }

  int units() {
    return units;
  }

  /** Returns whether this shared mask was the last to be drawn. */
  boolean holds(long key, int position) {
    return position == sharedPosition && key == sharedKey;
  }

  void readShared(float[] factors, int target) {
    System.arraycopy(shared, 0, factors, target, units);
  }

  void keepShared(long key, int position, float[] factors, int from) {
    if (shared.length == 0) {
      shared = new float[units];
    }
    System.arraycopy(factors, from, shared, 0, units);
    sharedKey = key;
    sharedPosition = position;
  }

  void require(int firstUnit, int count) {
    if (firstUnit != 0 || count != units) {
      throw new IllegalArgumentException(
          "balanced masks of units %d to %d, expected whole rows of %d"
              .formatted(firstUnit, firstUnit + count, units));
    }
  }
}
