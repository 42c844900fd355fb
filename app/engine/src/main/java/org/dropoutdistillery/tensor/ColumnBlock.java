package org.dropoutdistillery.tensor;

import org.bytedeco.javacpp.FloatPointer;

/** Some neighbouring columns of a matrix, sharing its storage. */
public final class ColumnBlock {
  private final Matrix matrix;
  private final FloatPointer pointer;
  private final int first;
  private final int count;

  /**
   * @throws IllegalArgumentException if the matrix does not have these columns
   */
  public ColumnBlock(Matrix matrix, int first, int count) {
    if (first < 0 || count <= 0 || first + count > matrix.columns()) {
      throw new IllegalArgumentException(
          "columns %d to %d of %s".formatted(first, first + count, matrix));
    }
    this.matrix = matrix;
    this.pointer = matrix.pointer().getPointer((long) first);
    this.first = first;
    this.count = count;
  }

  public Matrix matrix() {
    return matrix;
  }

  public int first() {
    return first;
  }

  public int count() {
    return count;
  }

  FloatPointer pointer() {
    return pointer;
  }
}
