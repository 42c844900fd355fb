package org.dropoutdistillery.nn;

/**
 * How neighbouring values of each feature map become one.
 *
 * @param kind which value stands for a window
 * @param size lines and columns of the window; 0 for {@link Kind#GLOBAL_AVERAGE}
 * @param stride by how many positions it moves; 0 for {@link Kind#GLOBAL_AVERAGE}
 */
public record Pooling(Kind kind, int size, int stride) {
  /** Which value stands for a window. */
  public enum Kind {
    MAX,
    AVERAGE,
    /** The mean of a whole map. */
    GLOBAL_AVERAGE
  }

  /**
   * @throws IllegalArgumentException if size or stride do not fit the kind
   */
  public Pooling {
    if (kind == Kind.GLOBAL_AVERAGE) {
      if (size != 0 || stride != 0) {
        throw new IllegalArgumentException(
            "size: %d, stride: %d, expected none: a global average takes whole maps"
                .formatted(size, stride));
      }
    } else {
      Convolution.require("size", size);
      Convolution.require("stride", stride);
    }
  }

  /** Returns windows of the largest value, side by side. */
  public static Pooling max(int size) {
    return new Pooling(Kind.MAX, size, size);
  }

  /** Returns windows of the mean, side by side. */
  public static Pooling average(int size) {
    return new Pooling(Kind.AVERAGE, size, size);
  }

  public static Pooling globalAverage() {
    return new Pooling(Kind.GLOBAL_AVERAGE, 0, 0);
  }

  /**
   * @throws IllegalArgumentException if a window is larger than the image
   */
  Shape output(Shape input) {
    if (kind == Kind.GLOBAL_AVERAGE) {
      return Shape.flat(input.channels());
    }
    if (size > Math.min(input.height(), input.width())) {
      throw new IllegalArgumentException(
          "pooling of %d × %d leaves nothing of an image of %s (channels × height × width)"
              .formatted(size, size, Convolution.imageText(input)));
    }
    int height = (input.height() - size) / stride + 1;
    int width = (input.width() - size) / stride + 1;
    return new Shape(input.channels(), height, width);
  }
}
