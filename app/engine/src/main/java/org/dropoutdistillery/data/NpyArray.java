package org.dropoutdistillery.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An immutable array of numbers of any rank, in C order (the last index runs fastest). A shape of
 * length 0 is a scalar. Arrays that are given or returned are copied.
 */
public final class NpyArray {
  private final ElementType type;
  private final int[] shape;
  private final byte[] bytes;

  /** Takes ownership of both arrays; {@code bytes} must have the length that the shape asks for. */
  NpyArray(ElementType type, int[] shape, byte[] bytes) {
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * Returns an array of 32-bit floats.
   *
   * @throws IllegalArgumentException if the shape asks for another number of values
   */
  public static NpyArray ofFloats(int[] shape, float... values) {
    byte[] bytes = allocate(ElementType.FLOAT32, shape, values.length);
    littleEndian(bytes).asFloatBuffer().put(values);
    return new NpyArray(ElementType.FLOAT32, shape.clone(), bytes);
  }

  /**
   * Returns an array of 64-bit floats.
   *
   * @throws IllegalArgumentException if the shape asks for another number of values
   */
  public static NpyArray ofDoubles(int[] shape, double... values) {
    byte[] bytes = allocate(ElementType.FLOAT64, shape, values.length);
    littleEndian(bytes).asDoubleBuffer().put(values);
    return new NpyArray(ElementType.FLOAT64, shape.clone(), bytes);
  }

  /**
   * Returns an array of 64-bit integers.
   *
   * @throws IllegalArgumentException if the shape asks for another number of values
   */
  public static NpyArray ofLongs(int[] shape, long... values) {
    byte[] bytes = allocate(ElementType.INT64, shape, values.length);
    littleEndian(bytes).asLongBuffer().put(values);
    return new NpyArray(ElementType.INT64, shape.clone(), bytes);
  }

  /** Returns an array of unsigned bytes, [values.length]. */
  public static NpyArray ofBytes(byte... values) {
    return new NpyArray(ElementType.UINT8, new int[] {values.length}, values.clone());
  }

  public ElementType type() {
    return type;
  }

  public int[] shape() {
    return shape.clone();
  }

  /** Returns the number of values, the product of the shape. */
  public int size() {
    return bytes.length / type.bytes();
  }

  /**
   * Returns the values of an array of 32-bit floats.
   *
   * @throws IllegalStateException if the array is of another type
   */
  public float[] floats() {
    requireType(type == ElementType.FLOAT32, "<f4");
    float[] values = new float[size()];
    littleEndian(bytes).asFloatBuffer().get(values);
    return values;
  }

  /**
   * Returns the values of an array of floats, 32-bit ones widened.
   *
   * @throws IllegalStateException if the array holds integers
   */
  public double[] doubles() {
    requireType(type == ElementType.FLOAT64 || type == ElementType.FLOAT32, "<f8 or <f4");
    double[] values = new double[size()];
    ByteBuffer buffer = littleEndian(bytes);
    for (int i = 0; i < values.length; i++) {
      values[i] = type == ElementType.FLOAT64 ? buffer.getDouble() : buffer.getFloat();
    }
    return values;
  }

  /** Returns whether the values are whole numbers by their type. */
  public boolean isOfIntegers() {
    return type == ElementType.INT64 || type == ElementType.INT32 || type == ElementType.UINT8;
  }

  /**
   * Returns the values of an array of integers, smaller ones widened.
   *
   * @throws IllegalStateException if the array holds floats
   */
  public long[] longs() {
    requireType(isOfIntegers(), "<i8, <i4 or |u1");
    long[] values = new long[size()];
    ByteBuffer buffer = littleEndian(bytes);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case INT64 -> buffer.getLong();
            case INT32 -> buffer.getInt();
            default -> buffer.get() & 0xFF;
          };
    }
    return values;
  }

  /**
   * Returns the values of an array of unsigned bytes.
   *
   * @throws IllegalStateException if the array is of another type
   */
  public byte[] bytes() {
    requireType(type == ElementType.UINT8, "|u1");
    return bytes.clone();
  }

  /** Returns value {@code index} of all, in C order, whatever the type. */
  double number(int index) {
    ByteBuffer buffer = littleEndian(bytes);
    return switch (type) {
      case FLOAT32 -> buffer.getFloat(index * Float.BYTES);
      case FLOAT64 -> buffer.getDouble(index * Double.BYTES);
      case INT32 -> buffer.getInt(index * Integer.BYTES);
      case INT64 -> buffer.getLong(index * Long.BYTES);
      case UINT8 -> buffer.get(index) & 0xFF;
    };
  }

  /** Writes the values, little-endian. */
  void writeValues(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /** Returns type and shape, for messages. */
  @Override
  public String toString() {
    return new NpyHeader(type, shape).toString();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void requireType(boolean fits, String expected) {
    if (!fits) {
      throw new IllegalStateException(
          "array of type %s, expected %s".formatted(type.code(), expected));
    }
  }

  private static byte[] allocate(ElementType type, int[] shape, int values) {
    long size = NpyHeader.sizeOf(shape);
    if (size != values) {
      throw new IllegalArgumentException(
          "shape %s needs %d values, got %d".formatted(Arrays.toString(shape), size, values));
    }
    return new byte[Math.multiplyExact(values, type.bytes())];
  }
}
