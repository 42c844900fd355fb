package org.dropoutdistillery.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Arrays of any type, shape and bits, NaN of every sort included. */
final class AnyArrays {
  private static final int HIGHEST_RANK = 4;
  private static final int LONGEST_SIDE = 4;

  private AnyArrays() {}

  static Arbitrary<NpyArray> any() {
    return Arbitraries.of(ElementType.class)
        .flatMap(type -> shapes().flatMap(shape -> of(type, shape)));
  }

  private static Arbitrary<int[]> shapes() {
    return Arbitraries.integers()
        .between(0, LONGEST_SIDE)
        .array(int[].class)
        .ofMaxSize(HIGHEST_RANK);
  }

  private static Arbitrary<NpyArray> of(ElementType type, int[] shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b) * type.bytes();
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofSize(size)
        .map(bytes -> new NpyArray(type, shape, bytes));
  }

  /** Returns names of any letters that a file of arrays may have. */
  static Arbitrary<String> names() {
    return texts()
        .filter(
            name ->
                !name.isBlank()
                    && name.chars()
                        .noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c)));
  }

  /** Returns texts of any letters, those of two parts included. */
  static Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(12).filter(AnyArrays::isUnicode);
  }

  private static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  /** Returns type, shape and bits. */
  static String bits(NpyArray array) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      array.writeValues(bytes);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return array + " " + Arrays.toString(bytes.toByteArray());
  }
}
