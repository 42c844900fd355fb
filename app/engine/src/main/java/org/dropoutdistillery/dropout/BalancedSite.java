package org.dropoutdistillery.dropout;

import java.util.Arrays;

/**
 * How far the masks of one dropout site have come within their block: in how many of its remaining
 * passes each unit will still be kept.
 */
final class BalancedSite {
  private static final int NOWHERE = Integer.MAX_VALUE;

  final int units;
  final int pairs;
  // [masks, pairs]: the even unit's count in the lower half.
  final long[] left;
  // Of each mask: its key, and the position in the block that it will be drawn at next.
  final long[] keys;
  final int[] next;
  Bernoulli law;

  BalancedSite(int masks, int units) {
    this.units = units;
    pairs = (units + 1) / 2;
    left = new long[masks * pairs];
    keys = new long[masks];
    next = new int[masks];
    Arrays.fill(next, NOWHERE);
  }

  int rowsAtATime() {
    return Math.max(1, FactorBlock.CAPACITY / pairs);
  }

  /** Forgets all masks if they were drawn by another law. */
  void use(Bernoulli newLaw) {
    if (!newLaw.equals(law)) {
      law = newLaw;
      Arrays.fill(next, NOWHERE);
    }
  }

  void require(int firstUnit, int count) {
    if (firstUnit != 0 || count != units) {
      throw new IllegalArgumentException(
          "balanced masks of units %d to %d, expected whole rows of %d"
              .formatted(firstUnit, firstUnit + count, units));
    }
  }
}
