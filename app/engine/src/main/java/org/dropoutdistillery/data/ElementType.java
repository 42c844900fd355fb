package org.dropoutdistillery.data;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Types of numbers in array files that are read and written here; those of several bytes
 * little-endian.
 */
public enum ElementType {
  FLOAT32("<f4", "F32", 4),
  FLOAT64("<f8", "F64", 8),
  INT32("<i4", "I32", 4),
  INT64("<i8", "I64", 8),
  UINT8("|u1", "U8", 1);

  private final String code;
  private final String tensorCode;
  private final int bytes;

  ElementType(String code, String tensorCode, int bytes) {
    this.code = code;
    this.tensorCode = tensorCode;
    this.bytes = bytes;
  }

  /** Returns NumPy's name of the type. */
  public String code() {
    return code;
  }

  /** Returns the name of the type in safetensors. */
  String tensorCode() {
    return tensorCode;
  }

  /** Returns the size of one number in bytes. */
  public int bytes() {
    return bytes;
  }

  static Optional<ElementType> ofCode(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }

  static String codes() {
    return Arrays.stream(values()).map(ElementType::code).collect(Collectors.joining(", "));
  }
}
