package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BernoulliTest {
  private static final MaskSource SOURCE = new MaskSource(Stream.EVALUATION_MASKS, 17);

  @ParameterizedTest
  @CsvSource({
    ".05, 400",
    ".2, 400",
    ".5, 400",
    ".9, 400",
    ".999, 400",
    ".05, 1",
    ".5, 1",
    ".2, 3",
    ".9, 7",
    ".5, 101"
  })
  void unitsAreKeptWithTheirProbability(double dropRate, int units) {
    Bernoulli law = new Bernoulli(dropRate);
    float kept = (float) (1 / (1 - dropRate));
    int masks = 400_000 / units;
    int[] keptOf = new int[units];
    int rowsFarOff = 0;
    float[] factors = new float[units];
    for (int row = 0; row < masks; row++) {
      law.fill(MaskSource.rowKey(SOURCE.passKey(1, 0), row), factors, 0, units);
      int keptInRow = 0;
      for (int unit = 0; unit < units; unit++) {
        assertThat(factors[unit] == 0 || factors[unit] == kept).isTrue();
        keptOf[unit] += factors[unit] == 0 ? 0 : 1;
        keptInRow += factors[unit] == 0 ? 0 : 1;
      }
      double deviation = Frequencies.deviationOfCount(keptInRow, units, 1 - dropRate);
      rowsFarOff += units == 400 && dropRate < .95 && Math.abs(deviation) > 2.5 ? 1 : 0;
    }
    long total = Arrays.stream(keptOf).asLongStream().sum();
    assertThat(Frequencies.deviationOfCount(total, (long) masks * units, 1 - dropRate))
        .isCloseTo(0, within(Frequencies.DEVIATIONS));
    assertBinomial(keptOf, masks, 1 - dropRate);
    assertThat(rowsFarOff).as("of 1000 rows beyond 2.5 deviations, 12.4 expected").isBetween(0, 28);
  }

  /** Counts of the units vary as those of independent coins do, no less and no more. */
  private static void assertBinomial(int[] counts, int trials, double probability) {
    double chiSquare = 0;
    for (int count : counts) {
      double deviation = Frequencies.deviationOfCount(count, trials, probability);
      chiSquare += deviation * deviation;
    }
    assertThat(Frequencies.deviationOfChiSquare(chiSquare, counts.length))
        .isCloseTo(0, within(Frequencies.DEVIATIONS));
  }

  /** A mask that is looked at in part shows the same units. */
  @ParameterizedTest
  @ValueSource(doubles = {.2, .5})
  void aUnitsFactorDoesNotDependOnHowManyAreAskedForOrWhereTheyGo(double dropRate) {
    Bernoulli law = new Bernoulli(dropRate);
    float[] whole = new float[101];
    law.fill(5, whole, 0, 101);
    for (int units = 1; units <= 101; units++) {
      float[] part = new float[110];
      Arrays.fill(part, -1);
      law.fill(5, part, 4, units);
      assertThat(Arrays.copyOfRange(part, 4, 4 + units)).isEqualTo(Arrays.copyOf(whole, units));
      assertThat(part[3]).isEqualTo(-1);
      assertThat(part[4 + units]).isEqualTo(-1);
    }
  }

  @Test
  void aMaskCanBeDrawnInParts() {
    Bernoulli law = new Bernoulli(.3);
    float[] whole = new float[101];
    law.fill(5, whole, 0, 101);
    for (int first = 0; first <= 100; first += 2) {
      float[] part = new float[101 - first];
      law.fill(5, first, part, 0, part.length);
      assertThat(part).isEqualTo(Arrays.copyOfRange(whole, first, 101));
    }
  }

  @Test
  void rateZeroKeepsEverything() {
    float[] factors = new float[50];
    new Bernoulli(0).fill(3, factors, 0, 50);

    assertThat(factors).containsOnly(1f);
    assertThat(new Bernoulli(0).isIdentity()).isTrue();
    assertThat(new Bernoulli(1e-9).isIdentity()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -1e-9, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesARateOutsideItsRange(double dropRate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bernoulli(dropRate))
        .withMessageContainingAll("dropRate: " + dropRate, "[0, 1)");
  }
}
