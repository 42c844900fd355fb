package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelMasksTest {
  @ParameterizedTest
  @CsvSource({"1, 5, 5", "2, 1, 1", "3, 4, 7", "32, 3, 3", "5, 1, 6"})
  void everyPositionHasTheFactorsOfTheChannels(int channels, int height, int width) {
    for (MaskLaw law : new MaskLaw[] {new Bernoulli(.4), new Gaussian(.4)}) {
      ChannelMasks masks = new ChannelMasks(law, channels, height, width);
      float[] factors = new float[height * width * channels];
      float[] ofChannels = new float[channels];
      for (long key = 0; key < 20; key++) {
        masks.fill(key, factors, 0, factors.length);
        law.fill(key, ofChannels, 0, channels);
        for (int unit = 0; unit < factors.length; unit++) {
          assertThat(factors[unit]).isEqualTo(ofChannels[unit % channels]);
        }
      }
    }
  }

  @Test
  void aFactorVariesAsThatOfItsLaw() {
    for (MaskLaw law : new MaskLaw[] {new Bernoulli(.2), new Gaussian(.2)}) {
      ChannelMasks masks = new ChannelMasks(law, 3, 4, 4);
      assertThat(masks.keepProbability()).isEqualTo(.8);
      assertThat(masks.factorVariance()).isEqualTo(law.factorVariance());
      assertThat(masks.isIdentity()).isFalse();
    }
    assertThat(new ChannelMasks(MaskLaw.none(), 3, 4, 4).isIdentity()).isTrue();
  }

  @Test
  void eachChannelIsASwitch() {
    ChannelMasks masks = new ChannelMasks(new Bernoulli(.4), 3, 2, 5);

    assertThat(masks.enumeration(30)).isEqualTo(new MaskEnumeration.Switches(3, .6));
    assertThat(new Bernoulli(.4).enumeration(30)).isEqualTo(new MaskEnumeration.Switches(30, .6));
    assertThat(new ChannelMasks(new Gaussian(.4), 3, 2, 5).enumeration(30))
        .isEqualTo(new MaskEnumeration.None());
  }

  @Test
  void refusesMapsWithoutValuesAndRowsOfAnotherSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChannelMasks(new Bernoulli(.5), 3, 0, 4))
        .withMessageContaining("3 channels, height 0 and width 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChannelMasks(new Bernoulli(.5), 1 << 16, 1 << 8, 1 << 8))
        .withMessageContaining("fewer than 2^31 values");
    ChannelMasks masks = new ChannelMasks(new Bernoulli(.5), 3, 2, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> masks.fill(1, new float[25], 0, 25))
        .withMessageContainingAll("ChannelMasks", "whole rows of 24 units, got 25");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChannelMasks(masks, 3, 2, 4))
        .withMessageContaining("expected one of independent factors");
  }
}
