package org.dropoutdistillery.predict;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.nn.Architecture;

/**
 * Goes through every combination of masks that changes what one row gives. A unit whose value is 0
 * gives 0 whether it is kept or not, so only the others, the active units, have two branches; which
 * are active at a later site depends on the masks before it.
 *
 * <p>At each site masks follow each other in Gray code: one unit changes, and the sums of the next
 * layer change by one column (METHODS.md, section 3.5). One thread at a time.
 */
final class MaskWalk {
  /** Most active units at one site. */
  static final int MOST_UNITS = 22;

  // Steps after which sums are added up afresh, so that rounding errors do not pile up.
  private static final int RESYNC_STEPS = 4096;

  /** What is done on the way. */
  interface Visitor {
    /** Starts with another row. */
    void begin();

    /**
     * Asked before the masks of a dropout site.
     *
     * @param active number of active units
     * @return whether to go through its 2^active masks; needs {@code active} ≤ {@link #MOST_UNITS}
     */
    default boolean enter(int site, int active) {
      return true;
    }

    /**
     * @param probability of the combination; all of a row's sum to 1
     * @param outputs logits under it; not to be changed or kept
     */
    void visit(double probability, double[] outputs);

    /** Returns whether the rest of the row can be left out; looked at as often as cancelling. */
    default boolean isDone() {
      return false;
    }

    /**
     * @param row position among the predictions
     */
    void end(int row);
  }

  private final DoubleLayers layers;
  private final Visitor visitor;
  private final BooleanSupplier stop;
  private final double[][] values;
  private final double[][] sums;
  private final int[][] active;
  private final SiteMasks[] masks;

  /**
   * @param layers of an architecture with Bernoulli laws only
   * @param stop looked at every few thousand combinations; once true, the walk ends
   */
  MaskWalk(DoubleLayers layers, Visitor visitor, BooleanSupplier stop) {
    this.layers = layers;
    this.visitor = visitor;
    this.stop = stop;
    Architecture architecture = layers.architecture();
    int count = architecture.layers() + 1;
    values = new double[count][];
    sums = new double[count][];
    active = new int[count][];
    masks = new SiteMasks[count - 1];
    Arrays.setAll(masks, site -> SiteMasks.of((Bernoulli) architecture.law(site)));
    for (int layer = 0; layer < count; layer++) {
      values[layer] = new double[architecture.width(layer)];
      sums[layer] = new double[architecture.width(layer)];
      active[layer] = new int[architecture.width(layer)];
    }
  }

  /** Walks through the masks of one row of {@code source}. */
  void run(RowSource source, int row) {
    int first = source.ids()[row] * source.width();
    for (int i = 0; i < source.width(); i++) {
      values[0][i] = source.features()[first + i];
    }
    visitor.begin();
    goOnFrom(0, 1);
    visitor.end(row);
  }

  private void goOnFrom(int site, double probability) {
    if (site == layers.architecture().layers()) {
      visitor.visit(probability, values[site]);
      return;
    }
    int count = findActive(site);
    if (masks[site] == null) {
      addAll(site, count);
      goOnAbove(site, probability);
    } else if (visitor.enter(site, count)) {
      walkSite(site, count, probability);
    }
  }

  private void walkSite(int site, int count, double probability) {
    double scale = masks[site].scale();
    int kept = 0;
    for (int step = 0; step < 1 << count; step++) {
      if (step % RESYNC_STEPS == 0) {
        if (stop.getAsBoolean() || visitor.isDone()) {
          return;
        }
        kept = grayCode(step);
        addKept(site, count, kept, scale);
      } else {
        int changed = Integer.numberOfTrailingZeros(step);
        kept ^= 1 << changed;
        int unit = active[site][changed];
        double sign = (kept >> changed & 1) == 0 ? -scale : scale;
        layers.addUnit(site + 1, unit, sign * values[site][unit], sums[site + 1]);
      }
      goOnAbove(site, probability * masks[site].chance(Integer.bitCount(kept), count));
    }
  }

  private static int grayCode(int step) {
    return step ^ (step >>> 1);
  }

  private void goOnAbove(int site, double probability) {
    layers.activate(site + 1, sums[site + 1], values[site + 1]);
    goOnFrom(site + 1, probability);
  }

  private int findActive(int site) {
    int count = 0;
    for (int unit = 0; unit < values[site].length; unit++) {
      if (values[site][unit] != 0) {
        active[site][count++] = unit;
      }
    }
    return count;
  }

  private void addAll(int site, int count) {
    layers.startSums(site + 1, sums[site + 1]);
    for (int i = 0; i < count; i++) {
      int unit = active[site][i];
      layers.addUnit(site + 1, unit, values[site][unit], sums[site + 1]);
    }
  }

  /**
   * @param kept which of the active units are kept, by its bits
   */
  private void addKept(int site, int count, int kept, double scale) {
    layers.startSums(site + 1, sums[site + 1]);
    for (int i = 0; i < count; i++) {
      if ((kept >> i & 1) == 1) {
        int unit = active[site][i];
        layers.addUnit(site + 1, unit, scale * values[site][unit], sums[site + 1]);
      }
    }
  }

  /**
   * The masks of one site.
   *
   * @param scale factor of a kept unit
   * @param keptPowers powers of the keep probability
   * @param droppedPowers powers of the drop rate
   */
  private record SiteMasks(double scale, double[] keptPowers, double[] droppedPowers) {
    /** Returns null for a site that drops nothing. */
    static SiteMasks of(Bernoulli law) {
      if (law.isIdentity()) {
        return null;
      }
      double keepProbability = law.keepProbability();
      return new SiteMasks(1 / keepProbability, powers(keepProbability), powers(law.dropRate()));
    }

    /** Returns the probability of one mask that keeps {@code kept} of {@code units}. */
    double chance(int kept, int units) {
      return keptPowers[kept] * droppedPowers[units - kept];
    }

    private static double[] powers(double base) {
      double[] powers = new double[MOST_UNITS + 1];
      Arrays.setAll(powers, exponent -> Math.pow(base, exponent));
      return powers;
    }
  }
}
