package org.dropoutdistillery.dropout;

/** The range of a drop rate, 1 − κ. */
final class DropRate {
  private DropRate() {}

  static void require(double dropRate) {
    if (!(dropRate >= 0 && dropRate < 1)) {
      throw new IllegalArgumentException("dropRate: " + dropRate + ", expected a number in [0, 1)");
    }
  }
}
