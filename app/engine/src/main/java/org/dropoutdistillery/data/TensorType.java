package org.dropoutdistillery.data;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Types of numbers in safetensors that are read here; those of 16 bits are widened to 32. */
enum TensorType {
  F32(ElementType.FLOAT32),
  F64(ElementType.FLOAT64),
  F16(null) {
    @Override
    float widened(short bits) {
      return halfToFloat(bits);
    }
  },
  BF16(null) {
    @Override
    float widened(short bits) {
      return Float.intBitsToFloat(bits << 16);
    }
  },
  I32(ElementType.INT32),
  I64(ElementType.INT64),
  U8(ElementType.UINT8);

  private static final int HALF_FRACTION_BITS = 10;
  private static final float LEAST_HALF = 0x1p-24f;

  private final ElementType element;

  TensorType(ElementType element) {
    this.element = element;
  }

  static Optional<TensorType> ofCode(String code) {
    return Arrays.stream(values()).filter(type -> type.name().equals(code)).findFirst();
  }

  static String codes() {
    return Arrays.stream(values()).map(TensorType::name).collect(Collectors.joining(", "));
  }

  /** Returns the type that an array of this type has here; null for floats of 16 bits. */
  ElementType element() {
    return element;
  }

  boolean isShort() {
    return element == null;
  }

  int bytes() {
    return isShort() ? Short.BYTES : element.bytes();
  }

  float[] widened(ByteBuffer values) {
    ShortBuffer bits = values.asShortBuffer();
    float[] floats = new float[bits.remaining()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = widened(bits.get(i));
    }
    return floats;
  }

  float widened(short bits) {
    throw new IllegalStateException(this + " has no 16 bits");
  }

  /** As IEEE 754 says; {@code Float.float16ToFloat} is not there before Java 20. */
  private static float halfToFloat(short bits) {
    int exponent = bits >> HALF_FRACTION_BITS & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * LEAST_HALF;
          case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
