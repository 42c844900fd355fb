package org.dropoutdistillery.dropout;

/**
 * Room for the drawn numbers of a few rows, on their way to the factors of a law that is not
 * elementwise. It grows where more is asked for than ever before. One instance serves one thread.
 */
final class DrawnRows {
  private float[] numbers = new float[0];
  private float[] spare = new float[0];

  /**
   * @throws IllegalArgumentException if the law needs whole rows, drawn from their first unit on
   */
  static void requireElementwise(MaskLaw law, int firstUnit) {
    if (!law.isElementwise()) {
      throw new IllegalArgumentException(
          "a part of a row, from unit %d on, of %s, whose masks are drawn for whole rows"
              .formatted(firstUnit, law));
    }
  }

  /** Returns an array of {@code count} numbers at least. */
  float[] room(int count) {
    if (numbers.length < count) {
      numbers = new float[count];
      spare = new float[count];
    }
    return numbers;
  }

  /**
   * Spreads the numbers of some rows, which lie one after the other from the start on.
   *
   * @param drawn numbers of each row
   * @param target where the first row's factors go
   * @param units factors of each row
   */
  void spread(MaskLaw law, int rows, int drawn, float[] factors, int target, int units) {
    for (int row = 0; row < rows; row++) {
      law.spread(numbers, row * drawn, spare, factors, target + row * units, units);
    }
  }
}
