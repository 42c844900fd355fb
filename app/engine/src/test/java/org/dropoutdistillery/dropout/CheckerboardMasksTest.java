package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckerboardMasksTest {
  private static final MaskSource SOURCE = new MaskSource(Stream.EVALUATION_MASKS, 37);

  @ParameterizedTest
  @CsvSource({"1, 1, 3, 3", "1, 2, 4, 5", "2, 3, 5, 7", "3, 1, 7, 4", "4, 2, 4, 4"})
  void theMasksAreTheTwoBoardsAndTheWholeRow(int cell, int channels, int height, int width) {
    CheckerboardMasks law = new CheckerboardMasks(.2, cell, channels, height, width);
    int units = channels * height * width;
    List<MaskEnumeration.WholeMask> masks = masks(law, units);

    assertThat(masks).hasSize(3);
    for (int unit = 0; unit < units; unit++) {
      int y = unit / channels / width;
      int x = unit / channels % width;
      boolean even = (y / cell + x / cell) % 2 == 0;
      assertThat(masks.get(0).factors()[unit]).isEqualTo(even ? 0 : 2);
      assertThat(masks.get(1).factors()[unit]).isEqualTo(even ? 2 : 0);
      assertThat(masks.get(2).factors()[unit]).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-6, .2, .4, .5})
  void theMomentsOverAllMasksAreThoseOfTheLaw(double dropRate) {
    CheckerboardMasks law = new CheckerboardMasks(dropRate, 2, 3, 5, 4);
    List<MaskEnumeration.WholeMask> masks = masks(law, 60);

    assertThat(masks).hasSize(dropRate == 0 ? 1 : dropRate == .5 ? 2 : 3);
    assertThat(masks.stream().mapToDouble(MaskEnumeration.WholeMask::probability).sum())
        .isCloseTo(1, within(1e-15));
    for (int unit = 0; unit < 60; unit++) {
      double mean = 0;
      double variance = 0;
      double kept = 0;
      for (MaskEnumeration.WholeMask mask : masks) {
        float factor = mask.factors()[unit];
        mean += mask.probability() * factor;
        variance += mask.probability() * (factor - 1) * (factor - 1);
        kept += factor == 0 ? 0 : mask.probability();
      }
      assertThat(mean).isCloseTo(1, within(1e-15));
      assertThat(variance).isCloseTo(law.factorVariance(), within(1e-15));
      assertThat(kept).isCloseTo(law.keepProbability(), within(1e-15));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {.05, .2, .4, .5})
  void eachMaskIsDrawnWithItsProbability(double dropRate) {
    CheckerboardMasks law = new CheckerboardMasks(dropRate, 2, 3, 5, 4);
    List<MaskEnumeration.WholeMask> masks = masks(law, 60);
    int[] counts = new int[masks.size()];
    int rows = 100_000;
    float[] factors = new float[60];
    for (int row = 0; row < rows; row++) {
      law.fill(MaskSource.rowKey(SOURCE.passKey(1, 0), row), factors, 0, 60);
      counts[indexOf(masks, factors)]++;
    }
    for (int i = 0; i < counts.length; i++) {
      assertThat(Frequencies.deviationOfCount(counts[i], rows, masks.get(i).probability()))
          .isCloseTo(0, within(Frequencies.DEVIATIONS));
    }
  }

  private static int indexOf(List<MaskEnumeration.WholeMask> masks, float[] factors) {
    for (int i = 0; i < masks.size(); i++) {
      if (java.util.Arrays.equals(masks.get(i).factors(), factors)) {
        return i;
      }
    }
    throw new AssertionError("a mask that is not among those listed");
  }

  private static List<MaskEnumeration.WholeMask> masks(CheckerboardMasks law, int units) {
    return ((MaskEnumeration.Whole) law.enumeration(units)).masks();
  }

  @Test
  void refusesWhatIsOutsideItsRange() {
    for (double dropRate : new double[] {-.1, .500001, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CheckerboardMasks(dropRate, 2, 3, 5, 4))
          .withMessageContainingAll("dropRate: " + dropRate, "[0, 0.5]", "half of the units");
    }
    for (int cell : new int[] {0, 5}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CheckerboardMasks(.1, cell, 3, 5, 4))
          .withMessageContainingAll("blockSize: " + cell, "from 1 to 4", "height 5", "width 4");
    }
    CheckerboardMasks law = new CheckerboardMasks(.1, 2, 3, 5, 4);
    for (int units : new int[] {59, 61}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> law.fill(1, new float[61], 0, units))
          .withMessageContaining("whole rows of 60 units, got " + units);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> law.enumeration(units))
          .withMessageContaining("whole rows of 60 units, got " + units);
    }
  }
}
