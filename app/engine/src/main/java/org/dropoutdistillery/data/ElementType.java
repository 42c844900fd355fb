package org.dropoutdistillery.data;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Types of numbers in NumPy files that are read here; those of several bytes little-endian. */
public enum ElementType {
  FLOAT32("<f4", 4),
  FLOAT64("<f8", 8),
  INT32("<i4", 4),
  INT64("<i8", 8),
  UINT8("|u1", 1);

  private final String code;
  private final int bytes;

  ElementType(String code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Returns NumPy's name of the type. */
  public String code() {
    return code;
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
