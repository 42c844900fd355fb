package org.dropoutdistillery.dropout;

import java.util.List;

/** How all masks that one row may get at a dropout site can be gone through, one by one. */
public sealed interface MaskEnumeration {
  /** They cannot: there are infinitely many, or far too many. */
  record None() implements MaskEnumeration {}

  /**
   * Switches that are on or off, independently of each other. A unit whose switch is on has the
   * factor 1/κ, others 0. Unit u hangs on switch u modulo {@code count}.
   *
   * @param count number of switches, each for as many units
   * @param keepProbability κ, the probability that a switch is on
   */
  record Switches(int count, double keepProbability) implements MaskEnumeration {}

  /**
   * A few masks of the whole row.
   *
   * @param masks all that have a probability above 0, which sum to 1
   */
  record Whole(List<WholeMask> masks) implements MaskEnumeration {
    public Whole {
      masks = List.copyOf(masks);
    }
  }

  /**
   * One mask of the whole row.
   *
   * @param factors [units]; not to be changed
   */
  record WholeMask(double probability, float[] factors) {}
}
