package org.dropoutdistillery.dropout;

import org.dropoutdistillery.random.Keys;

/**
 * Draws balanced masks by selection sampling: a unit (or what else a drawn number stands for) that
 * is still to be kept in {@code left} of the {@code n} passes that remain of its block is kept in
 * the next one with probability {@code left / n}, which makes all orders equally likely (Fan,
 * Muller and Rezucha, JASA 1962).
 */
final class BalancedDraw {
  private static final int CAPACITY = FactorBlock.CAPACITY;
  private static final long LOWER = 0xFFFFFFFFL;
  private static final long EACH = 1L << 32 | 1;

  private final long[] keys = new long[CAPACITY];
  private final long[] words = new long[CAPACITY];
  // A copy: the JIT vectorises a loop over two arrays of longs only if both start at the same
  // index.
  private final long[] left = new long[CAPACITY];
  private final FactorBlock block = new FactorBlock();

  /** Makes a mask ready to be drawn at a position of its block. */
  void moveTo(BalancedSite site, int mask, long key, int position, int passes) {
    if (site.keys[mask] != key || site.next[mask] > position) {
      site.keys[mask] = key;
      site.next[mask] = 0;
      begin(site, mask, passes);
    }
    while (site.next[mask] < position) {
      for (int pair = 0; pair < site.pairs; pair += CAPACITY) {
        select(site, mask, 1, pair, Math.min(CAPACITY, site.pairs - pair), passes);
      }
      site.next[mask]++;
    }
  }

  /**
   * Writes the drawn numbers of some masks that are ready at this position, and moves them on.
   *
   * @param masks more than one only if all their numbers fit into a block
   */
  void draw(
      BalancedSite site, int mask, int masks, int position, int passes, float[] drawn, int target) {
    for (int pair = 0; pair < site.pairs; pair += CAPACITY) {
      int count = Math.min(CAPACITY, site.pairs - pair);
      int numbers = Math.min(2 * count, site.drawn - 2 * pair);
      select(site, mask, masks, pair, count, passes);
      block.unpack(words, masks, numbers, drawn, target + 2 * pair, site.drawn);
    }
    java.util.Arrays.fill(site.next, mask, mask + masks, position + 1);
  }

  /**
   * Decides in how many passes each number keeps its units: κT, rounded up or down without bias.
   */
  private void begin(BalancedSite site, int mask, int passes) {
    double expected = site.keepProbability * passes;
    long certain = (long) expected;
    long oneMore = Math.round((expected - certain) * 0x1p32);
    keys[0] = Keys.child(site.keys[mask], -1);
    for (int pair = 0; pair < site.pairs; pair += CAPACITY) {
      int count = Math.min(CAPACITY, site.pairs - pair);
      Keys.words(keys, 1, pair, count, words);
      roundAtRandom(words, count, certain * EACH, oneMore);
      System.arraycopy(words, 0, site.left, mask * site.pairs + pair, count);
    }
  }

  private static void roundAtRandom(long[] words, int count, long certain, long oneMore) {
    for (int i = 0; i < count; i++) {
      long even = ((words[i] & LOWER) - oneMore) >>> 63;
      long odd = ((words[i] >>> 32) - oneMore) >>> 63;
      words[i] = certain + (even | odd << 32);
    }
  }

  /** Leaves some pairs of drawn numbers of neighbouring masks in {@code words}. */
  private void select(BalancedSite site, int mask, int masks, int pair, int count, int passes) {
    int position = site.next[mask];
    for (int i = 0; i < masks; i++) {
      keys[i] = Keys.child(site.keys[mask + i], position);
    }
    int from = mask * site.pairs + pair;
    Keys.words(keys, masks, pair, count, words);
    System.arraycopy(site.left, from, left, 0, masks * count);
    select(words, left, masks * count, passes - position, site.keptBits);
    System.arraycopy(left, 0, site.left, from, masks * count);
  }

  private static void select(long[] words, long[] left, int count, long remaining, long bits) {
    for (int i = 0; i < count; i++) {
      long word = words[i];
      long before = left[i];
      // All ones if kept: the drawn number times the passes that remain is below what is left.
      long even = ((((word & LOWER) * remaining) >>> 32) - (before & LOWER)) >> 63;
      long odd = ((((word >>> 32) * remaining) >>> 32) - (before >>> 32)) >> 63;
      long kept = even >>> 32 | odd << 32;
      words[i] = bits & kept;
      left[i] = before - (EACH & kept);
    }
  }
}
