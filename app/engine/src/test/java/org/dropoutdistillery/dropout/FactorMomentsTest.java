package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a law says of its factors is what their sample over many rows shows, unit by unit. */
class FactorMomentsTest {
  private static final int ROWS = 200_000;
  private static final int CHANNELS = 3;
  private static final int UNITS = 6 * 5 * CHANNELS;
  private static final int[] CORNERS_AND_MIDDLE = {0, (3 * 5 + 2) * CHANNELS + 1, UNITS - 1};

  static List<MaskLaw> laws() {
    return List.of(
        new Bernoulli(.1),
        new Bernoulli(.6),
        new Gaussian(.3),
        new ChannelMasks(new Bernoulli(.3), CHANNELS, 6, 5),
        new ChannelMasks(new Gaussian(.5), CHANNELS, 6, 5),
        new BlockMasks(.1, 3, CHANNELS, 6, 5),
        new BlockMasks(.6, 5, CHANNELS, 6, 5),
        new CheckerboardMasks(.15, 2, CHANNELS, 6, 5),
        new CheckerboardMasks(.45, 1, CHANNELS, 6, 5));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void meanIsOneAndTheVarianceAsTheLawSays(MaskLaw law) {
    float[][] factors = factorsOf(law);
    for (float[] ofUnit : factors) {
      assertThat(deviationOfMean(ofUnit, factor -> factor - 1))
          .as("mean")
          .isCloseTo(0, within(Frequencies.DEVIATIONS));
      double variance = law.factorVariance();
      assertThat(deviationOfMean(ofUnit, factor -> Math.pow(factor - 1, 2) - variance))
          .as("variance")
          .isCloseTo(0, within(Frequencies.DEVIATIONS));
    }
  }

  /** Returns how many of its standard errors the mean of a function of the factors is. */
  private static double deviationOfMean(float[] factors, DoubleUnaryOperator function) {
    double sum = 0;
    double squares = 0;
    for (float factor : factors) {
      double value = function.applyAsDouble(factor);
      sum += value;
      squares += value * value;
    }
    return sum / Math.sqrt(squares - sum * sum / factors.length);
  }

  /** Returns [units of interest, rows]. */
  private static float[][] factorsOf(MaskLaw law) {
    int[] rowIds = IntStream.range(0, ROWS).toArray();
    RowMasks masks = new RowMasks(new MaskSource(Stream.EVALUATION_MASKS, 41));
    float[][] factors = new float[CORNERS_AND_MIDDLE.length][ROWS];
    int atATime = 1000;
    float[] some = new float[atATime * UNITS];
    for (int first = 0; first < ROWS; first += atATime) {
      masks.at(0, rowIds, first).fill(law, 1, 0, atATime, 0, UNITS, some);
      for (int i = 0; i < factors.length; i++) {
        for (int row = 0; row < atATime; row++) {
          factors[i][first + row] = some[row * UNITS + CORNERS_AND_MIDDLE[i]];
        }
      }
    }
    return factors;
  }
}
