package org.dropoutdistillery.predict;

import java.util.Arrays;
import org.dropoutdistillery.dropout.MaskEnumeration;

/**
 * The masks of a dropout site that keeps or drops units, or whole feature maps, independently.
 *
 * @param count switches, each for the units with its number modulo {@code count}
 * @param scale factor of a kept unit
 * @param keptPowers powers of the keep probability
 * @param droppedPowers powers of the drop rate
 */
record SwitchMasks(int count, double scale, double[] keptPowers, double[] droppedPowers) {
  static SwitchMasks of(MaskEnumeration.Switches switches) {
    double keepProbability = switches.keepProbability();
    return new SwitchMasks(
        switches.count(),
        1 / keepProbability,
        powers(keepProbability),
        powers(1 - keepProbability));
  }

  /** Returns the probability of one mask that keeps {@code kept} of {@code active}. */
  double chance(int kept, int active) {
    return keptPowers[kept] * droppedPowers[active - kept];
  }

  private static double[] powers(double base) {
    double[] powers = new double[MaskWalk.MOST_ACTIVE + 1];
    Arrays.setAll(powers, exponent -> Math.pow(base, exponent));
    return powers;
  }
}
