package org.dropoutdistillery.run;

import org.dropoutdistillery.dropout.BlockMasks;
import org.dropoutdistillery.dropout.ChannelMasks;
import org.dropoutdistillery.dropout.CheckerboardMasks;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Shape;

/** Which values of feature maps a mask drops together. */
public enum MapMasks {
  /** Each value by itself. */
  ELEMENT,
  /** Whole maps (spatial dropout). */
  CHANNEL,
  /** Squares of each map (DropBlock). */
  BLOCK,
  /** Every other square of all maps, in our reading of checkerboard dropout. */
  CHECKERBOARD;

  /** Returns whether squares have a size to be chosen. */
  boolean hasSquares() {
    return this == BLOCK || this == CHECKERBOARD;
  }

  /**
   * Returns the law of the masks on feature maps.
   *
   * @param side of a square; null where there are none
   * @throws IllegalArgumentException if a square is larger than a map
   */
  MaskLaw law(DropoutKind dropout, double dropRate, Integer side, Shape maps) {
    int channels = maps.channels();
    int height = maps.height();
    int width = maps.width();
    return switch (this) {
      case ELEMENT -> dropout.law(dropRate);
      case CHANNEL -> new ChannelMasks(dropout.law(dropRate), channels, height, width);
      case BLOCK -> new BlockMasks(dropRate, side, channels, height, width);
      case CHECKERBOARD -> new CheckerboardMasks(dropRate, side, channels, height, width);
    };
  }
}
