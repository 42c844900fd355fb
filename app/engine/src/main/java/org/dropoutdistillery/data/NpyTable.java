package org.dropoutdistillery.data;

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
    float[] values = new float[rows() * (left < width ? width - 1 : width)];
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
    float[] values = new float[rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = value(row * width + column);
    }
    return values;
  }

  int rows() {
    return array.size() / width;
  }

  /** Returns a value as it is. */
  double number(int row, int column) {
    return array.number(row * width + column);
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
    long[] whole = new long[rows()];
    for (int row = 0; row < whole.length; row++) {
      double number = number(row, column);
      whole[row] = (long) number;
      if (number != whole[row]) {
        throw new ArrayFormatException(
            source,
            entry,
            "%s in row %d, column %d (both counted from 0)".formatted(number, row, column),
            "a whole number, since classes are to be predicted (task)");
      }
    }
    return whole;
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
