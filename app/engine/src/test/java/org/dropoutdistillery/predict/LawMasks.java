package org.dropoutdistillery.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.ChannelMasks;
import org.dropoutdistillery.dropout.CheckerboardMasks;
import org.dropoutdistillery.dropout.MaskLaw;

/**
 * All masks of a dropout site, written down from what a law is said to be.
 *
 * @param factors of every mask, [masks][width]
 * @param probabilities of the masks
 * @param groups units that are kept or dropped together, [groups][units]; none for whole masks
 */
record LawMasks(List<double[]> factors, List<Double> probabilities, int[][] groups) {
  static LawMasks of(MaskLaw law, int width) {
    if (law.isIdentity()) {
      double[] ones = new double[width];
      Arrays.fill(ones, 1);
      return new LawMasks(List.of(ones), List.of(1.0), new int[0][]);
    }
    if (law instanceof CheckerboardMasks board) {
      return ofBoard(board, width);
    }
    if (law instanceof ChannelMasks maps) {
      return ofGroups((Bernoulli) maps.law(), maps.channels(), width);
    }
    return ofGroups((Bernoulli) law, width, width);
  }

  private static LawMasks ofGroups(Bernoulli law, int count, int width) {
    LawMasks all = new LawMasks(new ArrayList<>(), new ArrayList<>(), new int[count][]);
    for (int group = 0; group < count; group++) {
      all.groups[group] = new int[width / count];
      for (int i = 0; i < width / count; i++) {
        all.groups[group][i] = i * count + group;
      }
    }
    for (int mask = 0; mask < 1 << count; mask++) {
      double[] factors = new double[width];
      double probability = 1;
      for (int group = 0; group < count; group++) {
        boolean kept = (mask >> group & 1) == 1;
        probability *= kept ? law.keepProbability() : law.dropRate();
        for (int unit : all.groups[group]) {
          factors[unit] = kept ? 1 / law.keepProbability() : 0;
        }
      }
      all.factors.add(factors);
      all.probabilities.add(probability);
    }
    return all;
  }

  private static LawMasks ofBoard(CheckerboardMasks board, int width) {
    double[] even = new double[width];
    double[] odd = new double[width];
    double[] ones = new double[width];
    for (int unit = 0; unit < width; unit++) {
      int y = unit / board.channels() / board.width();
      int x = unit / board.channels() % board.width();
      boolean dropped = (y / board.cell() + x / board.cell()) % 2 == 0;
      even[unit] = dropped ? 0 : 2;
      odd[unit] = dropped ? 2 : 0;
      ones[unit] = 1;
    }
    double each = board.dropRate();
    return each == .5
        ? new LawMasks(List.of(even, odd), List.of(each, each), new int[0][])
        : new LawMasks(List.of(even, odd, ones), List.of(each, each, 1 - 2 * each), new int[0][]);
  }

  /** Returns whether a mask drops a group of units whose values are all 0. */
  boolean dropsIdle(double[] mask, double[] values) {
    return Arrays.stream(groups)
        .anyMatch(
            group ->
                mask[group[0]] == 0 && Arrays.stream(group).allMatch(unit -> values[unit] == 0));
  }
}
