package org.dropoutdistillery.predict;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.dropout.MaskEnumeration;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Architecture;

/**
 * Goes through every combination of masks that changes what one row gives. A unit whose value is 0
 * gives 0 whether it is kept or not, so only the others, the active units, matter; which are active
 * at a later site depends on the masks before it.
 *
 * <p>Where units are kept or dropped one by one, or feature map by feature map, the masks of a site
 * follow each other in Gray code: one unit or map changes, and the sums of the next layer by what
 * it adds to them (METHODS.md, section 3.5). A few whole masks are gone through one by one. One
 * thread at a time.
 */
final class MaskWalk {
  /** Most active units or maps at one site. */
  static final int MOST_ACTIVE = 22;

  // Steps after which sums are added up afresh, so that rounding errors do not pile up.
  private static final int RESYNC_STEPS = 4096;

  /** What is done on the way. */
  interface Visitor {
    /** Starts with another row. */
    void begin();

    /**
     * Asked before the masks of a dropout site.
     *
     * @param active number of active units, or of maps with active units; 0 also where there are
     *     only whole masks
     * @param whole number of whole masks; 1 where there are 2^active instead
     * @return whether to go through them; needs {@code active} ≤ {@link #MOST_ACTIVE}
     */
    default boolean enter(int site, int active, int whole) {
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
  private final double[][] sums;
  private final double[][] activated;
  private final double[][] values;
  // Of each site: which of its switches act on active units. Null where nothing is dropped.
  private final int[][] active;
  private final SwitchMasks[] switches;
  // Null where there are no whole masks.
  private final MaskEnumeration.Whole[] whole;

  /**
   * @param layers of an architecture whose masks can be enumerated
   * @param stop looked at every few thousand combinations; once true, the walk ends
   */
  MaskWalk(DoubleLayers layers, Visitor visitor, BooleanSupplier stop) {
    this.layers = layers;
    this.visitor = visitor;
    this.stop = stop;
    Architecture architecture = layers.architecture();
    int sites = architecture.layers();
    sums = new double[sites + 1][];
    activated = new double[sites + 1][];
    values = new double[sites + 1][];
    for (int layer = 0; layer <= sites; layer++) {
      values[layer] = new double[architecture.width(layer)];
      if (layer > 0) {
        sums[layer] = new double[architecture.sums(layer).size()];
        activated[layer] = layers.isPooled(layer) ? sums[layer].clone() : values[layer];
      }
    }
    active = new int[sites][];
    switches = new SwitchMasks[sites];
    whole = new MaskEnumeration.Whole[sites];
    for (int site = 0; site < sites; site++) {
      prepare(site, architecture.law(site));
    }
  }

  private void prepare(int site, MaskLaw law) {
    if (law.isIdentity()) {
      return;
    }
    MaskEnumeration masks = law.enumeration(values[site].length);
    if (masks instanceof MaskEnumeration.Switches each) {
      switches[site] = SwitchMasks.of(each);
      active[site] = new int[each.count()];
    } else {
      whole[site] = (MaskEnumeration.Whole) masks;
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
    } else if (switches[site] != null) {
      int count = findActive(site);
      if (visitor.enter(site, count, 1)) {
        walkSwitches(site, count, probability);
      }
    } else if (whole[site] != null) {
      walkWhole(site, probability);
    } else {
      layers.startSums(site + 1, sums[site + 1]);
      addSwitch(site, 0, 1, 1);
      goOnAbove(site, probability);
    }
  }

  private int findActive(int site) {
    int count = 0;
    int step = switches[site].count();
    for (int first = 0; first < step; first++) {
      int unit = first;
      while (unit < values[site].length && values[site][unit] == 0) {
        unit += step;
      }
      if (unit < values[site].length) {
        active[site][count++] = first;
      }
    }
    return count;
  }

  private void walkSwitches(int site, int count, double probability) {
    SwitchMasks masks = switches[site];
    int kept = 0;
    for (int step = 0; step < 1 << count; step++) {
      if (step % RESYNC_STEPS == 0) {
        if (stop.getAsBoolean() || visitor.isDone()) {
          return;
        }
        kept = grayCode(step);
        addKept(site, count, kept);
      } else {
        int changed = Integer.numberOfTrailingZeros(step);
        kept ^= 1 << changed;
        double sign = (kept >> changed & 1) == 0 ? -masks.scale() : masks.scale();
        addSwitch(site, active[site][changed], masks.count(), sign);
      }
      goOnAbove(site, probability * masks.chance(Integer.bitCount(kept), count));
    }
  }

  private static int grayCode(int step) {
    return step ^ (step >>> 1);
  }

  /**
   * @param kept which of the active switches are on, by its bits
   */
  private void addKept(int site, int count, int kept) {
    SwitchMasks masks = switches[site];
    layers.startSums(site + 1, sums[site + 1]);
    for (int i = 0; i < count; i++) {
      if ((kept >> i & 1) == 1) {
        addSwitch(site, active[site][i], masks.count(), masks.scale());
      }
    }
  }

  /** Adds what units {@code first}, {@code first + step} and so on give, times a factor. */
  private void addSwitch(int site, int first, int step, double factor) {
    for (int unit = first; unit < values[site].length; unit += step) {
      addUnit(site, unit, factor);
    }
  }

  private void addUnit(int site, int unit, double factor) {
    if (values[site][unit] != 0) {
      layers.addUnit(site + 1, unit, factor * values[site][unit], sums[site + 1]);
    }
  }

  private void walkWhole(int site, double probability) {
    if (!visitor.enter(site, 0, whole[site].masks().size())) {
      return;
    }
    for (MaskEnumeration.WholeMask mask : whole[site].masks()) {
      if (stop.getAsBoolean() || visitor.isDone()) {
        return;
      }
      layers.startSums(site + 1, sums[site + 1]);
      for (int unit = 0; unit < values[site].length; unit++) {
        if (mask.factors()[unit] != 0) {
          addUnit(site, unit, mask.factors()[unit]);
        }
      }
      goOnAbove(site, probability * mask.probability());
    }
  }

  private void goOnAbove(int site, double probability) {
    int layer = site + 1;
    layers.activate(layer, sums[layer], activated[layer]);
    if (layers.isPooled(layer)) {
      layers.pool(layer, activated[layer], values[layer]);
    }
    goOnFrom(layer, probability);
  }
}
