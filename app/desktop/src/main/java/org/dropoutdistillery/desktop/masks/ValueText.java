package org.dropoutdistillery.desktop.masks;

/** How a prediction is written. */
final class ValueText {
  private ValueText() {}

  /**
   * @param number a probability, or a value in the unit of its source
   */
  static String of(double number, boolean regression) {
    return regression ? "%.4g".formatted(number) : "%.2f".formatted(number);
  }
}
