package org.dropoutdistillery.dropout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checkerboard dropout, in our reading of Nguyen, Choi and Yang (IEEE Access 10, 2022), whose text
 * we could not read in full: with probability γ = 2 · dropRate the units of every other cell of the
 * feature maps are dropped and the others doubled; else all units stay as they are.
 *
 * <p>Unit (y · width + x) · channels + c of a row is channel c at line y and column x. It is
 * dropped by pattern φ if ⌊y / cell⌋ + ⌊x / cell⌋ + φ is even; φ is 0 or 1 with equal probability,
 * and the same for all channels. So each unit is dropped with probability dropRate, the mean of its
 * factor is 1, its variance γ, and there are three masks in all. Drawn is one number: which of
 * them.
 *
 * @param dropRate in [0, .5]
 * @param cell side of a cell, at most the shorter side of the maps
 * @param channels number of feature maps
 * @param height lines of a map
 * @param width positions of a line
 */
public record CheckerboardMasks(double dropRate, int cell, int channels, int height, int width)
    implements MaskLaw {
  /** Drawn where no pattern acts; below it are the two values of φ. */
  private static final int NO_PATTERN = 2;

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public CheckerboardMasks {
    if (!(dropRate >= 0 && dropRate <= .5)) {
      throw new IllegalArgumentException(
          "dropRate: %s, expected a number in [0, 0.5]: a checkerboard drops half of the units"
              .formatted(dropRate));
    }
    FeatureMaps.require(channels, height, width);
    // As the recipe calls it.
    FeatureMaps.requireSide("blockSize", cell, height, width);
  }

  @Override
  public boolean isIdentity() {
    return dropRate == 0;
  }

  @Override
  public double keepProbability() {
    return 1 - dropRate;
  }

  /** E r² − 1 = (1 − γ) + γ/2 · 2² − 1 = γ. */
  @Override
  public double factorVariance() {
    return 2 * dropRate;
  }

  @Override
  public boolean isElementwise() {
    return false;
  }

  @Override
  public int drawn(int units) {
    FeatureMaps.requireRow(this, channels * height * width, units);
    return 1;
  }

  @Override
  public long factorPair(long word) {
    long number = word & 0xFFFFFFFFL;
    long numbersOfPattern = Math.round(dropRate * 0x1p32);
    int pattern = number < numbersOfPattern ? 0 : number < 2 * numbersOfPattern ? 1 : NO_PATTERN;
    return Float.floatToRawIntBits(pattern);
  }

  @Override
  public void spread(
      float[] drawn, int from, float[] spare, float[] factors, int first, int units) {
    int pattern = (int) drawn[from];
    if (pattern == NO_PATTERN) {
      Arrays.fill(factors, first, first + units, 1);
      return;
    }
    int line = width * channels;
    for (int y = 0; y < height; y++) {
      int target = first + y * line;
      if (y % cell == 0) {
        fillLine(factors, target, y / cell + pattern);
      } else {
        System.arraycopy(factors, target - line, factors, target, line);
      }
    }
  }

  private void fillLine(float[] factors, int target, int parity) {
    for (int x = 0; x < width; x += cell) {
      int end = Math.min(x + cell, width);
      boolean dropped = (x / cell + parity) % 2 == 0;
      Arrays.fill(factors, target + x * channels, target + end * channels, dropped ? 0 : 2);
    }
  }

  @Override
  public MaskEnumeration enumeration(int units) {
    FeatureMaps.requireRow(this, channels * height * width, units);
    List<MaskEnumeration.WholeMask> masks = new ArrayList<>();
    for (int pattern = 0; pattern <= NO_PATTERN; pattern++) {
      double probability = pattern == NO_PATTERN ? 1 - 2 * dropRate : dropRate;
      if (probability > 0) {
        float[] factors = new float[units];
        spread(new float[] {pattern}, 0, null, factors, 0, units);
        masks.add(new MaskEnumeration.WholeMask(probability, factors));
      }
    }
    return new MaskEnumeration.Whole(masks);
  }
}
