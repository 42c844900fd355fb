package org.dropoutdistillery.dropout;

/**
 * Spatial dropout: each channel has one factor, the same at all positions; channels are independent
 * (Tompson et al., "Efficient object localization using convolutional networks", CVPR 2015).
 *
 * <p>Unit (y · width + x) · channels + c of a row is channel c at line y and column x. Drawn is one
 * number for each channel.
 *
 * @param law of the factors of channels, elementwise: Bernoulli or Gaussian
 * @param channels number of feature maps
 * @param height lines of a map
 * @param width positions of a line
 */
public record ChannelMasks(MaskLaw law, int channels, int height, int width) implements MaskLaw {
  /**
   * @throws IllegalArgumentException if a size is not positive, or the law is not elementwise
   */
  public ChannelMasks {
    FeatureMaps.require(channels, height, width);
    if (!law.isElementwise()) {
      throw new IllegalArgumentException(
          "law of channels: " + law + ", expected one of independent factors");
    }
  }

  @Override
  public boolean isIdentity() {
    return law.isIdentity();
  }

  @Override
  public double keepProbability() {
    return law.keepProbability();
  }

  @Override
  public double factorVariance() {
    return law.factorVariance();
  }

  @Override
  public boolean isElementwise() {
    return false;
  }

  @Override
  public int drawn(int units) {
    FeatureMaps.requireRow(this, channels * height * width, units);
    return channels;
  }

  @Override
  public long factorPair(long word) {
    return law.factorPair(word);
  }

  @Override
  public void factorPairs(long[] words, int count) {
    law.factorPairs(words, count);
  }

  @Override
  public void spread(
      float[] drawn, int from, float[] spare, float[] factors, int first, int units) {
    System.arraycopy(drawn, from, factors, first, channels);
    // Twice as much each time: a copy of few channels takes as long as one of many.
    for (int done = channels; done < units; done *= 2) {
      System.arraycopy(factors, first, factors, first + done, Math.min(done, units - done));
    }
  }

  /** Channels are to the law what units are elsewhere: a switch for each, if it has switches. */
  @Override
  public MaskEnumeration enumeration(int units) {
    return law.enumeration(drawn(units));
  }
}
