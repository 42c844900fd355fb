package org.dropoutdistillery.run;

/** Checks of recipe values; each message reads {@code key: value, expected what}. */
final class Require {
  private static final int MOST_UNITS = 65_536;
  private static final int MOST_LAYERS = 64;
  private static final int MOST_POSITIONS = 1_024;

  private Require() {}

  static void that(boolean fits, String key, Object value, String expected) {
    if (!fits) {
      throw new IllegalArgumentException(key + ": " + value + ", expected " + expected);
    }
  }

  static void between(String key, int value, int low, int high) {
    String expected =
        high == Integer.MAX_VALUE
            ? "a whole number from " + low + " up"
            : "a whole number from " + low + " to " + high;
    that(value >= low && value <= high, key, value, expected);
  }

  static void dropRate(String key, double value) {
    that(value >= 0 && value < 1, key, value, "a number in [0, 1)");
  }

  static void share(String key, double value) {
    that(value > 0 && value < 1, key, value, "a number in (0, 1)");
  }

  static void above0(String key, double value) {
    that(value > 0 && Double.isFinite(value), key, value, "a number above 0");
  }

  static void from0(String key, double value) {
    that(value >= 0 && Double.isFinite(value), key, value, "a number from 0 up");
  }

  static void rowsPerMask(Integer rows) {
    that(
        rows == null || rows >= 1,
        "rowsPerMask",
        rows,
        "a whole number from 1 up, or null for all rows");
  }

  static void units(String key, int value) {
    between(key, value, 1, MOST_UNITS);
  }

  /** Lines or columns of something on an image. */
  static void side(String key, int value) {
    between(key, value, 1, MOST_POSITIONS);
  }

  static void layerCount(int count) {
    that(
        count >= 1 && count <= MOST_LAYERS,
        "layers",
        count + " layers",
        "1 to " + MOST_LAYERS + " hidden layers");
  }
}
