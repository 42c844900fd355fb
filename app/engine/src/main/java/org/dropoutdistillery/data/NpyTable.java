package org.dropoutdistillery.data;

import java.util.Arrays;

/**
 * An array of numbers seen as a table of 32-bit floats.
 *
 * @param width columns of a row
 * @param source path of the file, for messages
 * @param entry name of the array in it; null if the file is the array
 */
record NpyTable(NpyArray array, int width, String source, String entry) {
  /**
   * Returns the values of all columns but one.
   *
   * @param left index of the column to leave out; {@code width} for none
   * @throws ArrayFormatException if a value is no finite 32-bit float
   */
  float[] without(int left) throws ArrayFormatException {
    int rows = array.size() / width;
    float[] values = new float[rows * (left < width ? width - 1 : width)];
    int next = 0;
    for (int i = 0; i < array.size(); i++) {
      if (i % width != left) {
        values[next++] = value(i);
      }
    }
    return values;
  }

  /**
   * Returns the values of one column.
   *
   * @throws ArrayFormatException if a value is no finite 32-bit float
   */
  float[] column(int column) throws ArrayFormatException {
    float[] values = new float[array.size() / width];
    for (int row = 0; row < values.length; row++) {
      values[row] = value(row * width + column);
    }
    return values;
  }

  /** Returns the values of one column as they are. */
  double[] numbers(int column) {
    double[] numbers = new double[array.size() / width];
    Arrays.setAll(numbers, row -> array.number(row * width + column));
    return numbers;
  }

  /**
   * Returns the values of one column.
   *
   * @throws ArrayFormatException if one of them is not whole
   */
  long[] wholeNumbers(int column) throws ArrayFormatException {
    if (width == 1 && array.isOfIntegers()) {
      return array.longs();
    }
    double[] numbers = numbers(column);
    for (int row = 0; row < numbers.length; row++) {
      if (numbers[row] != (long) numbers[row]) {
        throw new ArrayFormatException(
            source,
            entry,
            "%s in row %d, column %d (both counted from 0)".formatted(numbers[row], row, column),
            "a whole number, since classes are to be predicted (task)");
      }
    }
    return Arrays.stream(numbers).mapToLong(number -> (long) number).toArray();
  }

  private float value(int index) throws ArrayFormatException {
    double number = array.number(index);
    float value = (float) number;
    if (!Float.isFinite(value)) {
      throw new ArrayFormatException(
          source,
          entry,
          "%s in row %d, column %d (both counted from 0)"
              .formatted(number, index / width, index % width),
          "a finite number that a 32-bit float can hold; fill in gaps or leave those rows out");
    }
    return value;
  }
}
