package org.dropoutdistillery.data;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** What the text of one field of a table means. */
final class Field {
  private static final int LONGEST_QUOTE = 40;
  private static final Set<String> MISSING = Set.of("", "?", "na", "nan");
  private static final int LONGEST_MISSING = 3;

  private Field() {}

  static boolean isMissing(String text) {
    String stripped = text.strip();
    return stripped.length() <= LONGEST_MISSING
        && MISSING.contains(stripped.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the decimal number that a text stands for; infinite if it is too large for a double.
   * Stricter than Double.parseDouble, which also takes "NaN", "1f" and hexadecimal numbers.
   */
  static OptionalDouble number(String text) {
    String stripped = text.strip();
    for (int i = 0; i < stripped.length(); i++) {
      if ("0123456789+-.eE".indexOf(stripped.charAt(i)) < 0) {
        return OptionalDouble.empty();
      }
    }
    try {
      return OptionalDouble.of(Double.parseDouble(stripped));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * Returns the feature that a text stands for.
   *
   * @param field index of its column, from 0
   * @throws DatasetFormatException if it is no number that a float can hold
   */
  static float feature(
      String text, double divisor, String source, long line, Columns columns, int field)
      throws DatasetFormatException {
    OptionalDouble number = number(text);
    if (number.isEmpty()) {
      throw DatasetFormatException.atLine(
          source, line, quote(text) + " " + columns.field(field), expectedNumber(text));
    }
    float value = (float) (number.getAsDouble() / divisor);
    if (!Float.isFinite(value)) {
      throw DatasetFormatException.atLine(
          source,
          line,
          quote(text) + " " + columns.field(field),
          "a finite number that a 32-bit float can hold");
    }
    return value;
  }

  private static String expectedNumber(String text) {
    return number(text.replace(',', '.')).isPresent()
        ? "a finite number with a decimal point in place of the comma"
        : "a finite number; only the column to predict may hold text";
  }

  static String quote(String text) {
    return "'"
        + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text)
        + "'";
  }
}
