package org.dropoutdistillery.data;

/**
 * Height and width, in pixels, of rows that are grey images; features go row by row of the image
 * from its top left corner.
 */
public record ImageShape(int height, int width) {
  /**
   * @throws IllegalArgumentException if a side is not positive
   */
  public ImageShape {
    if (height <= 0 || width <= 0) {
      throw new IllegalArgumentException(
          "image of height %d and width %d, expected positive numbers".formatted(height, width));
    }
  }

  public long pixels() {
    return (long) height * width;
  }
}
