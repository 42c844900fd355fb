package org.dropoutdistillery.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of value that a recipe holds, and what to call them. */
final class ValueKind {
  private static final int MOST_SHOWN = 60;

  private ValueKind() {}

  /** Returns whether {@code value} is of the kind of {@code type}, whatever lies inside it. */
  static boolean fits(JsonNode value, Type type) {
    if (type instanceof ParameterizedType) {
      return value.isArray();
    }
    Class<?> kind = (Class<?>) type;
    if (kind.isRecord() || kind.isInterface()) {
      return value.isObject();
    }
    if (kind.isEnum()) {
      return value.isTextual() && constants(kind).contains(value.textValue());
    }
    if (kind == String.class) {
      return value.isTextual();
    }
    if (kind == boolean.class) {
      return value.isBoolean();
    }
    if (isReal(kind)) {
      return value.isNumber() && Double.isFinite(value.doubleValue());
    }
    return value.isIntegralNumber()
        && (kind == long.class ? value.canConvertToLong() : value.canConvertToInt());
  }

  /**
   * Returns what to call the kind of {@code type}.
   *
   * @param value found in its place, null if there is none
   */
  static String words(Type type, JsonNode value) {
    if (type instanceof ParameterizedType) {
      return "a list in brackets";
    }
    Class<?> kind = (Class<?>) type;
    if (kind.isRecord() || kind.isInterface()) {
      return "an object in braces";
    }
    if (kind.isEnum()) {
      return "one of " + String.join(", ", constants(kind));
    }
    if (kind == String.class) {
      return "text in quotes";
    }
    boolean number = value != null && value.isNumber();
    if (kind == boolean.class) {
      return "true or false";
    }
    if (isReal(kind)) {
      return number ? "a number that is not so large" : "a number";
    }
    if (number && value.isIntegralNumber()) {
      return "a whole number "
          + (kind == long.class
              ? "from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE
              : "from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
    }
    return "a whole number";
  }

  private static boolean isReal(Class<?> kind) {
    return kind == double.class || kind == Double.class;
  }

  /** Returns {@code value} as it stands in JSON, cut short. */
  static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN - 3) + "...";
  }

  /** Returns the names of an enum's constants as they stand in a recipe. */
  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
