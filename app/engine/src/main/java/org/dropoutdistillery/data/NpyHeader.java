package org.dropoutdistillery.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Python dictionary at the start of a NumPy array, such as {@code {'descr': '<f4',
 * 'fortran_order': False, 'shape': (3, 4), }}. Source: NumPy Enhancement Proposal 1.
 */
record NpyHeader(ElementType type, int[] shape) {
  private static final int HIGHEST_RANK = 64;
  private static final int LONGEST_QUOTE = 80;
  private static final Pattern PAIR =
      Pattern.compile(
          "\\s*'(descr|fortran_order|shape)'\\s*:\\s*"
              + "('[^']*'|True|False|\\([0-9,\\s]*\\))\\s*(,|(?=\\}))");
  private static final Pattern END = Pattern.compile("\\s*\\}\\s*");

  /**
   * Reads the text of a header.
   *
   * @throws ArrayFormatException if it is none, or describes something that is not read here
   */
  static NpyHeader parse(String text, String source, String entry) throws ArrayFormatException {
    Map<String, String> pairs = pairs(text);
    if (pairs.size() != 3) {
      throw new ArrayFormatException(
          source, entry, "a damaged header", "one with descr, fortran_order and shape");
    }
    String code = pairs.get("descr");
    ElementType type =
        ElementType.ofCode(code.substring(1, code.length() - 1))
            .orElseThrow(
                () ->
                    new ArrayFormatException(
                        source,
                        entry,
                        "numbers of type " + quote(code),
                        "one of " + ElementType.codes() + "; convert it with a.astype"));
    if (!pairs.get("fortran_order").equals("False")) {
      throw new ArrayFormatException(
          source, entry, "Fortran order", "C order; save numpy.ascontiguousarray(a)");
    }
    return new NpyHeader(type, shape(pairs.get("shape"), source, entry));
  }

  /** Returns the dictionary as NumPy writes it, without padding. */
  String text() {
    String dimensions =
        shape.length == 1
            ? shape[0] + ","
            : Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
        .formatted(type.code(), dimensions);
  }

  /** Returns type and shape, for messages. */
  @Override
  public String toString() {
    return type.code() + " " + Arrays.toString(shape);
  }

  /** Returns the number of bytes of the values; may be more than an array can hold. */
  long bytes() {
    return Math.multiplyExact(sizeOf(shape), (long) type.bytes());
  }

  /**
   * Returns the product of a shape.
   *
   * @throws IllegalArgumentException if a dimension is negative or the product exceeds an int
   */
  static long sizeOf(int[] shape) {
    boolean empty = Arrays.stream(shape).anyMatch(dimension -> dimension == 0);
    long size = empty ? 0 : 1;
    for (int dimension : shape) {
      size *= dimension;
      if (dimension < 0 || size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape %s, expected dimensions of 0 or more and a product below 2^31"
                .formatted(Arrays.toString(shape)));
      }
    }
    return size;
  }

  /** Returns the pairs of a dictionary; none if the text is not one or a key stands twice. */
  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new HashMap<>();
    if (!text.startsWith("{")) {
      return Map.of();
    }
    Matcher pair = PAIR.matcher(text).region(1, text.length());
    while (pair.lookingAt()) {
      if (pairs.put(pair.group(1), pair.group(2)) != null) {
        return Map.of();
      }
      pair.region(pair.end(), text.length());
    }
    Matcher end = END.matcher(text).region(pair.regionStart(), text.length());
    return end.matches() && wellTyped(pairs) ? pairs : Map.of();
  }

  private static boolean wellTyped(Map<String, String> pairs) {
    return pairs.getOrDefault("descr", "").startsWith("'")
        && Pattern.matches("True|False", pairs.getOrDefault("fortran_order", ""))
        && pairs.getOrDefault("shape", "").startsWith("(");
  }

  private static int[] shape(String tuple, String source, String entry)
      throws ArrayFormatException {
    try {
      int[] shape =
          Arrays.stream(tuple.substring(1, tuple.length() - 1).split(",", -1))
              .map(String::strip)
              .filter(dimension -> !dimension.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      sizeOf(shape);
      if (shape.length <= HIGHEST_RANK) {
        return shape;
      }
    } catch (IllegalArgumentException e) {
      throw refused(tuple, source, entry);
    }
    throw refused(tuple, source, entry);
  }

  private static ArrayFormatException refused(String tuple, String source, String entry) {
    return new ArrayFormatException(
        source,
        entry,
        "shape " + quote(tuple),
        "at most %d dimensions and fewer than 2^31 values".formatted(HIGHEST_RANK));
  }

  private static String quote(String text) {
    return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
  }
}
