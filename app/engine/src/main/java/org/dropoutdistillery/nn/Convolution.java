package org.dropoutdistillery.nn;

/**
 * What makes a hidden layer convolutional: each of its units is a feature map, computed from a
 * square window that moves over the image below. Then come batch normalisation if there is any, the
 * activation, pooling if there is any, and the layer's dropout.
 *
 * @param kernel lines and columns of the window
 * @param stride by how many positions the window moves
 * @param padding what lies around the image
 * @param normalised whether each map is brought to a learnt mean and scale (batch normalisation:
 *     Ioffe and Szegedy, ICML 2015)
 * @param pooling null for none
 */
public record Convolution(
    int kernel, int stride, Padding padding, boolean normalised, Pooling pooling) {
  /** Values of windows or sums that a thread works on at a time: a quarter of a MiB. */
  public static final int BLOCK = 1 << 16;

  /** Parts of a batch whose gradients are added up. */
  public static final int CHUNKS = 8;

  /** What lies around the image. */
  public enum Padding {
    /** As many zeros on each side as keep the size of an image where the stride is 1. */
    SAME,
    /** Nothing: windows stay within the image. */
    VALID
  }

  /**
   * @throws IllegalArgumentException if a size is not positive, or {@link Padding#SAME} meets an
   *     even kernel, which has no middle
   */
  public Convolution {
    require("kernel", kernel);
    require("stride", stride);
    if (padding == Padding.SAME && kernel % 2 == 0) {
      throw new IllegalArgumentException(
          "kernel: " + kernel + ", expected an odd number where padding is same");
    }
  }

  static void require(String name, int size) {
    if (size <= 0) {
      throw new IllegalArgumentException(name + ": " + size + ", expected a positive number");
    }
  }

  /** Returns the zeros on each side of the image. */
  public int margin() {
    return padding == Padding.SAME ? kernel / 2 : 0;
  }

  /**
   * Returns the shape of the sums over images of {@code input}, before pooling.
   *
   * @throws IllegalArgumentException if the kernel is larger than the image, whatever its margin
   */
  public Shape sums(Shape input, int maps) {
    if (kernel > Math.min(input.height(), input.width())) {
      throw new IllegalArgumentException(
          "kernel of %d × %d is larger than the image of %s (channels × height × width)"
              .formatted(kernel, kernel, imageText(input)));
    }
    int height = input.height() + 2 * margin();
    int width = input.width() + 2 * margin();
    return new Shape(maps, (height - kernel) / stride + 1, (width - kernel) / stride + 1);
  }

  /**
   * Returns the shape of what the layer gives on.
   *
   * @throws IllegalArgumentException if the kernel is larger than the image, or pooling leaves
   *     nothing
   */
  public Shape output(Shape input, int maps) {
    Shape sums = sums(input, maps);
    return pooling == null ? sums : pooling.output(sums);
  }

  static String imageText(Shape shape) {
    return shape.channels() + " × " + shape.height() + " × " + shape.width();
  }
}
