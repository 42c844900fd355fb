package org.dropoutdistillery.nn;

/**
 * How the values of a layer lie in a row: an image of {@code channels} values at each position, or
 * a flat layer, which is one position with all its units for channels. Value {@code (y · width + x)
 * · channels + c} belongs to channel c at line y and column x.
 *
 * @param channels values at each position
 * @param height lines of the image
 * @param width positions of a line
 */
public record Shape(int channels, int height, int width) {
  /**
   * @throws IllegalArgumentException if a side is not positive, or there are 2^31 values or more
   */
  public Shape {
    if (channels <= 0
        || height <= 0
        || width <= 0
        || (double) channels * height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "shape %d × %d × %d, expected positive numbers and fewer than 2^31 values"
              .formatted(channels, height, width));
    }
  }

  /** Returns the shape of a layer without positions. */
  public static Shape flat(int units) {
    return new Shape(units, 1, 1);
  }

  /** Returns the number of values in a row. */
  public int size() {
    return channels * positions();
  }

  /** Returns the number of positions. */
  public int positions() {
    return height * width;
  }

  /** Returns whether there is nothing but channels. */
  public boolean isFlat() {
    return positions() == 1;
  }

  /** Returns this as {@code 32×14×14}, or {@code 256} where it is flat. */
  @Override
  public String toString() {
    return isFlat() ? Integer.toString(channels) : channels + "×" + height + "×" + width;
  }
}
