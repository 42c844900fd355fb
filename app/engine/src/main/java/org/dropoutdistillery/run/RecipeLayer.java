package org.dropoutdistillery.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Convolution.Padding;
import org.dropoutdistillery.nn.Pooling;

/**
 * A hidden layer: {@link RecipeLayer.Dense} with the key units, or {@link RecipeLayer.Conv} with
 * channels.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(RecipeLayer.Dense.class),
  @JsonSubTypes.Type(RecipeLayer.Conv.class)
})
public sealed interface RecipeLayer {
  /** Returns the number of units; of a convolutional layer, of feature maps. */
  int units();

  Activation activation();

  /** Returns the share of what the layer gives on that its masks drop, in [0, 1). */
  double dropRate();

  /** Returns it with another drop rate. */
  RecipeLayer withDropRate(double rate);

  /**
   * A layer of units that take all values below.
   *
   * @param units number of units
   * @param activation of each of them
   * @param dropRate of its dropout, in [0, 1)
   */
  record Dense(int units, Activation activation, double dropRate) implements RecipeLayer {
    public Dense {
      Require.units("units", units);
      Require.dropRate("dropRate", dropRate);
    }

    @Override
    public Dense withDropRate(double rate) {
      return new Dense(units, activation, rate);
    }
  }

  /**
   * A layer of feature maps, each from a square window that moves over the image below; then come
   * batch normalisation, the activation, pooling and dropout.
   *
   * @param channels number of feature maps
   * @param kernel lines and columns of the window
   * @param stride by how many positions it moves
   * @param padding what lies around the image: as many zeros as keep its size, or nothing
   * @param batchNorm whether each map is normalised over batches
   * @param activation of each value
   * @param pool null for none
   * @param dropRate of its dropout, in [0, 1); of a checkerboard, at most 0.5
   * @param masks which values are dropped together
   * @param blockSize side of a block or of a cell of the checkerboard; null for other masks
   */
  record Conv(
      int channels,
      int kernel,
      int stride,
      Padding padding,
      boolean batchNorm,
      Activation activation,
      @OrNull Pool pool,
      double dropRate,
      MapMasks masks,
      @OrNull Integer blockSize)
      implements RecipeLayer {
    public Conv {
      Require.units("channels", channels);
      Require.side("kernel", kernel);
      Require.that(
          padding == Padding.VALID || kernel % 2 == 1,
          "kernel",
          kernel,
          "an odd number where padding is same: others have no middle");
      Require.side("stride", stride);
      Require.dropRate("dropRate", dropRate);
      Require.that(
          masks != MapMasks.CHECKERBOARD || dropRate <= 0.5,
          "dropRate",
          dropRate,
          "at most 0.5: a checkerboard drops half of the values");
      if (masks.hasSquares() && blockSize != null) {
        Require.side("blockSize", blockSize);
      }
      Require.that(
          masks.hasSquares() == (blockSize != null),
          "blockSize",
          blockSize,
          masks.hasSquares()
              ? "a whole number, the side of the squares that are dropped"
              : "null: only masks of block and checkerboard have squares");
    }

    @Override
    public int units() {
      return channels;
    }

    @Override
    public Conv withDropRate(double rate) {
      return new Conv(
          channels, kernel, stride, padding, batchNorm, activation, pool, rate, masks, blockSize);
    }

    /** Returns what makes the layer convolutional. */
    public Convolution convolution() {
      return new Convolution(
          kernel, stride, padding, batchNorm, pool == null ? null : pool.pooling());
    }
  }

  /**
   * How neighbouring values of each feature map become one.
   *
   * @param kind which value stands for a window
   * @param size lines and columns of the window; null for a global average
   * @param stride by how many positions it moves; null for a global average
   */
  record Pool(Pooling.Kind kind, @OrNull Integer size, @OrNull Integer stride) {
    public Pool {
      requireFits(kind, "size", size);
      requireFits(kind, "stride", stride);
    }

    Pooling pooling() {
      return size == null ? Pooling.globalAverage() : new Pooling(kind, size, stride);
    }

    private static void requireFits(Pooling.Kind kind, String key, Integer value) {
      boolean global = kind == Pooling.Kind.GLOBAL_AVERAGE;
      Require.that(
          global == (value == null),
          key,
          value,
          global ? "null: a global average takes whole maps" : "a whole number");
      if (value != null) {
        Require.side(key, value);
      }
    }
  }
}
