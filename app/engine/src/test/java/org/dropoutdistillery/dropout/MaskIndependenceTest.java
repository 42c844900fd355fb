package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntFunction;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two sets of n masked units that have nothing to do with each other have a correlation of standard
 * deviation 1/√n.
 */
class MaskIndependenceTest {
  private static final int ROWS = 500;
  private static final int UNITS = 300;
  private static final Stream STREAM = Stream.EVALUATION_MASKS;

  static List<MaskLaw> laws() {
    return List.of(new Bernoulli(.1), new Bernoulli(.5), new Gaussian(.5));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void masksOfDifferentAddressesAreUncorrelated(MaskLaw law) {
    float[] base = masks(law, row -> new MaskAddress(STREAM, 3, 1, 7, row));

    assertUncorrelated("layer", base, masks(law, row -> new MaskAddress(STREAM, 3, 2, 7, row)));
    assertUncorrelated("pass", base, masks(law, row -> new MaskAddress(STREAM, 3, 1, 8, row)));
    assertUncorrelated("row", base, masks(law, row -> new MaskAddress(STREAM, 3, 1, 7, row + 1)));
    assertUncorrelated("seed", base, masks(law, row -> new MaskAddress(STREAM, 4, 1, 7, row)));
    assertUncorrelated(
        "layer and pass", base, masks(law, row -> new MaskAddress(STREAM, 3, 7, 1, row)));
    assertUncorrelated(
        "diagonal", base, masks(law, row -> new MaskAddress(STREAM, 3, 1, 8, row - 1L)));
    for (Stream other : Stream.values()) {
      if (other != STREAM) {
        assertUncorrelated(
            other.name(), base, masks(law, row -> new MaskAddress(other, 3, 1, 7, row)));
      }
    }
  }

  /** Units j and j + 1 share a word, j and j + 2 have neighbouring words. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64})
  void unitsOfOneMaskAreUncorrelated(int distance) {
    float[] base = masks(new Bernoulli(.5), row -> new MaskAddress(STREAM, 3, 1, 7, row));
    float[] left = new float[ROWS * (UNITS - distance)];
    float[] right = new float[left.length];
    for (int row = 0; row < ROWS; row++) {
      int target = row * (UNITS - distance);
      System.arraycopy(base, row * UNITS, left, target, UNITS - distance);
      System.arraycopy(base, row * UNITS + distance, right, target, UNITS - distance);
    }
    assertUncorrelated("units", left, right);
  }

  /** The same units in all passes of one row, which is what an average over passes rests on. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10})
  void passesOfOneRowAreUncorrelated(int distance) {
    MaskLaw law = new Bernoulli(.5);
    float[] passes = masks(law, pass -> new MaskAddress(STREAM, 3, 1, pass, 11));
    float[] later = masks(law, pass -> new MaskAddress(STREAM, 3, 1, pass + distance, 11));
    assertUncorrelated("passes", passes, later);
  }

  private static float[] masks(MaskLaw law, IntFunction<MaskAddress> addresses) {
    float[] factors = new float[ROWS * UNITS];
    for (int row = 0; row < ROWS; row++) {
      law.fill(addresses.apply(row).key(), factors, row * UNITS, UNITS);
    }
    return factors;
  }

  private static void assertUncorrelated(String what, float[] a, float[] b) {
    double bound = Frequencies.DEVIATIONS / Math.sqrt(a.length);
    assertThat(correlation(a, b)).as(what).isCloseTo(0, within(bound));
  }

  private static double correlation(float[] a, float[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double both = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - meanA) * (b[i] - meanB);
      squaresA += (a[i] - meanA) * (a[i] - meanA);
      squaresB += (b[i] - meanB) * (b[i] - meanB);
    }
    return both / Math.sqrt(squaresA * squaresB);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
