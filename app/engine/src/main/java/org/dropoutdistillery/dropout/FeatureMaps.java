package org.dropoutdistillery.dropout;

/** The size of feature maps. A row has their values position by position, channel by channel. */
final class FeatureMaps {
  private FeatureMaps() {}

  /**
   * @throws IllegalArgumentException if a size is not positive, or there are 2^31 values or more
   */
  static void require(int channels, int height, int width) {
    if (channels < 1
        || height < 1
        || width < 1
        || (double) channels * height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          ("feature maps of %d channels, height %d and width %d, expected positive numbers and"
                  + " fewer than 2^31 values")
              .formatted(channels, height, width));
    }
  }

  /**
   * @throws IllegalArgumentException if the squares that a law drops do not fit into the maps
   */
  static void requireSide(String name, int side, int height, int width) {
    if (side < 1 || side > Math.min(height, width)) {
      throw new IllegalArgumentException(
          "%s: %d, expected a whole number from 1 to %d in feature maps of height %d and width %d"
              .formatted(name, side, Math.min(height, width), height, width));
    }
  }

  /**
   * @param units of the row that is to be masked
   * @throws IllegalArgumentException if the maps have another number of values
   */
  static void requireRow(MaskLaw law, int values, int units) {
    if (units != values) {
      throw new IllegalArgumentException(
          "%s masks whole rows of %d units, got %d".formatted(law, values, units));
    }
  }
}
