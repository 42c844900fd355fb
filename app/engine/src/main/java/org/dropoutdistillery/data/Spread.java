package org.dropoutdistillery.data;

/**
 * Mean and standard deviation of one column of a table.
 *
 * @param scale standard deviation, divided by n; 1 where all values are equal
 */
record Spread(double mean, double scale) {
  /** Takes column {@code column} of a table of {@code width} columns over some of its rows. */
  static Spread of(float[] values, int column, int width, int[] rowIds) {
    int rows = values.length / width;
    if (rowIds.length == 0) {
      throw new IllegalArgumentException("no rows to standardise by, expected at least one");
    }
    float first = values[requireRow(rowIds[0], rows) * width + column];
    boolean constant = true;
    double sum = 0;
    for (int row : rowIds) {
      float value = values[requireRow(row, rows) * width + column];
      constant &= value == first;
      sum += value;
    }
    // Sums of equal numbers round, so that a constant column would get a tiny spread.
    return constant
        ? new Spread(first, 1)
        : new Spread(sum / rowIds.length, deviation(values, column, width, rowIds, sum));
  }

  static void requireUsable(double mean, double scale) {
    if (!Double.isFinite(mean) || !(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException(
          "mean %s and scale %s, expected a finite mean and a finite scale above 0"
              .formatted(mean, scale));
    }
  }

  private static double deviation(float[] values, int column, int width, int[] rowIds, double sum) {
    double mean = sum / rowIds.length;
    double squares = 0;
    for (int row : rowIds) {
      double difference = values[row * width + column] - mean;
      squares += difference * difference;
    }
    return Math.sqrt(squares / rowIds.length);
  }

  private static int requireRow(int row, int rows) {
    if (row < 0 || row >= rows) {
      throw new IllegalArgumentException("row id %d, expected 0 to %d".formatted(row, rows - 1));
    }
    return row;
  }
}
