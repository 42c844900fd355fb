package org.dropoutdistillery.tensor;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A float32 matrix in row-major order, outside the Java heap. Storage is allocated once, when the
 * matrix is made; views share it. Reading and writing copy between it and heap arrays, where the
 * JIT vectorises loops.
 */
public final class Matrix {
  private final INDArray storage;
  private final FloatPointer pointer;
  private final FloatBuffer buffer;
  private final int rows;
  private final int columns;

  private Matrix(INDArray storage, FloatPointer pointer, int rows, int columns) {
    this.storage = storage;
    this.pointer = pointer;
    this.buffer = pointer.asBuffer();
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Returns a matrix of zeros.
   *
   * @throws IllegalArgumentException if a dimension is not positive, or the matrix has 2^31 or more
   *     elements
   */
  public static Matrix zeros(int rows, int columns) {
    if (rows <= 0 || columns <= 0 || (long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "matrix of shape [%d, %d], expected positive dimensions and fewer than 2^31 elements"
              .formatted(rows, columns));
    }
    BlasLibrary.start();
    INDArray storage = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'c');
    FloatPointer pointer = new FloatPointer(storage.data().pointer());
    pointer.limit((long) rows * columns);
    Matrix matrix = new Matrix(storage, pointer, rows, columns);
    matrix.fill(0);
    return matrix;
  }

  /** Returns a new matrix [rows, columns] with these values, given in row-major order. */
  public static Matrix of(int rows, int columns, float[] values) {
    Matrix matrix = zeros(rows, columns);
    matrix.requireSize(values.length);
    matrix.write(0, values, 0, values.length);
    return matrix;
  }

  /** Returns {@code count} rows from {@code firstRow} on, sharing this storage. */
  public Matrix rows(int firstRow, int count) {
    if (firstRow < 0 || count <= 0 || firstRow + count > rows) {
      throw new IllegalArgumentException(
          "rows %d to %d of a matrix of shape [%d, %d]"
              .formatted(firstRow, firstRow + count, rows, columns));
    }
    FloatPointer part = pointer.getPointer((long) firstRow * columns);
    part.limit((long) count * columns);
    return new Matrix(storage, part, count, columns);
  }

  /** Returns the first {@code rows × columns} elements in this shape, sharing this storage. */
  public Matrix reshaped(int newRows, int newColumns) {
    if (newRows <= 0 || newColumns <= 0 || (long) newRows * newColumns > size()) {
      throw new IllegalArgumentException(
          "%s has no %d rows of %d elements".formatted(this, newRows, newColumns));
    }
    return new Matrix(storage, pointer, newRows, newColumns);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Returns the number of elements. */
  public int size() {
    return rows * columns;
  }

  public float get(int row, int column) {
    return buffer.get(row * columns + column);
  }

  public void set(int row, int column, float value) {
    buffer.put(row * columns + column, value);
  }

  /** Copies {@code count} elements from element {@code first} on into {@code target}. */
  public void read(int first, float[] target, int targetFirst, int count) {
    buffer.get(first, target, targetFirst, count);
  }

  /** Copies {@code count} elements of {@code source} to element {@code first} and on. */
  public void write(int first, float[] source, int sourceFirst, int count) {
    buffer.put(first, source, sourceFirst, count);
  }

  public void fill(float value) {
    for (int i = 0; i < size(); i++) {
      buffer.put(i, value);
    }
  }

  /** Copies the first {@code count} rows of {@code source}, which must be as wide as this. */
  public void assignRows(Matrix source, int count) {
    if (source.columns != columns || count > rows || count > source.rows) {
      throw new IllegalArgumentException(
          "cannot assign %d rows of %s to %s".formatted(count, source, this));
    }
    buffer.put(0, source.buffer, 0, count * columns);
  }

  /** Copies one row over another. */
  public void copyRow(int from, int to) {
    buffer.put(to * columns, buffer, from * columns, columns);
  }

  /** Returns a matrix of its own storage with the same elements. */
  public Matrix copy() {
    Matrix copy = zeros(rows, columns);
    copy.assignRows(this, rows);
    return copy;
  }

  /** Returns a new heap array of all elements in row-major order. */
  public float[] toArray() {
    float[] values = new float[size()];
    read(0, values, 0, values.length);
    return values;
  }

  FloatPointer pointer() {
    return pointer;
  }

  private void requireSize(int count) {
    if (count != size()) {
      throw new IllegalArgumentException(
          "%d values for a matrix of shape [%d, %d], expected %d"
              .formatted(count, rows, columns, size()));
    }
  }

  @Override
  public String toString() {
    return "Matrix[" + rows + ", " + columns + "]";
  }
}
