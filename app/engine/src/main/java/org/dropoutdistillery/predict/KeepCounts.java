package org.dropoutdistillery.predict;

import org.dropoutdistillery.dropout.PassMasks;
import org.dropoutdistillery.nn.Architecture;

/**
 * How often the first passes keep each unit for one row. Counting goes on from where it was, so
 * that whoever plays passes one after the other draws each mask once. One thread at a time.
 */
public final class KeepCounts {
  private final Architecture architecture;
  private final MaskedRow row;
  private final ForcedUnits forced;
  private final PassMasks masks;
  private final int[][] kept;
  private int passes;

  /**
   * @param architecture with the laws of the masks
   * @param forced which units are on or off in every pass
   */
  public KeepCounts(Architecture architecture, MaskedRow row, ForcedUnits forced) {
    this.architecture = architecture;
    this.row = row;
    this.forced = forced;
    masks = row.masks(architecture);
    kept = new int[architecture.layers()][];
    for (int site = 0; site < kept.length; site++) {
      kept[site] = new int[architecture.width(site)];
    }
  }

  /** Returns how many passes are counted. */
  public int passes() {
    return passes;
  }

  /**
   * Counts on, and returns in which share of the first passes each unit is kept.
   *
   * @param count passes, at least 1 and no fewer than were counted
   * @return [sites][width], in [0, 1]
   * @throws IllegalArgumentException if more passes are counted already
   */
  public float[][] frequency(int count) {
    if (count < Math.max(1, passes)) {
      throw new IllegalArgumentException(
          "%d passes, expected at least %d".formatted(count, Math.max(1, passes)));
    }
    while (passes < count) {
      add(MaskLens.factors(architecture, row, masks, forced, passes++, 1));
    }
    float[][] shares = new float[kept.length][];
    for (int site = 0; site < kept.length; site++) {
      shares[site] = new float[kept[site].length];
      for (int i = 0; i < shares[site].length; i++) {
        shares[site][i] = (float) kept[site][i] / count;
      }
    }
    return shares;
  }

  private void add(float[][] factors) {
    for (int site = 0; site < kept.length; site++) {
      for (int i = 0; i < kept[site].length; i++) {
        kept[site][i] += factors[site] == null || factors[site][i] != 0 ? 1 : 0;
      }
    }
  }
}
