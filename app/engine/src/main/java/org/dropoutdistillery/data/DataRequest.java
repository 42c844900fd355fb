package org.dropoutdistillery.data;

/**
 * Which data a run works on. Components are called like the keys that a person writes.
 *
 * @param dataset name in the catalog, or path of a file (see {@link DatasetFile})
 * @param label the column of a file to predict: its name, or its index from 0, or from the end with
 *     −1 for the last; null for data sets of the catalog and for files that keep what to predict
 *     apart
 * @param task what that column, or the array that a file keeps apart, holds; null: found from its
 *     values, and for data sets of the catalog and images
 * @param rows number of rows to generate; null: as the catalog says, and for all that is not
 *     generated
 * @param noise standard deviation of generated rows; null: as the catalog says, and for all that is
 *     not generated
 * @param testFraction share of a file's rows that are test rows, in (0, 1), the same rows for every
 *     seed; null for data sets of the catalog, which know their test rows
 * @param validationFraction share of the other rows that validate, in (0, 1)
 * @param standardise whether to fit a {@link Standardizer} to the features of the training rows
 */
public record DataRequest(
    String dataset,
    String label,
    Task task,
    Integer rows,
    Double noise,
    Double testFraction,
    double validationFraction,
    boolean standardise) {
  private static final int LEAST_ROWS = 10;
  private static final int MOST_ROWS = 10_000_000;
  private static final double MOST_NOISE = 1000;

  /**
   * @throws DataRequestException if a number is out of range
   */
  public DataRequest {
    requireRanges(rows, noise, testFraction, validationFraction);
  }

  /**
   * Holds numbers against the ranges that a request allows.
   *
   * @throws DataRequestException if one is out of its range
   */
  public static void requireRanges(
      Integer rows, Double noise, Double testFraction, double validationFraction) {
    if (rows != null && (rows < LEAST_ROWS || rows > MOST_ROWS)) {
      throw new DataRequestException(
          "rows",
          rows.toString(),
          "null or a whole number from %d to %d".formatted(LEAST_ROWS, MOST_ROWS));
    }
    if (noise != null && !(noise >= 0 && noise <= MOST_NOISE)) {
      throw new DataRequestException("noise", noise.toString(), "null or a number in [0, 1000]");
    }
    if (testFraction != null) {
      requireShare("testFraction", testFraction, "null or a number in (0, 1)");
    }
    requireShare("validationFraction", validationFraction, "a number in (0, 1)");
  }

  /** Returns a request for a data set of the catalog as it is. */
  public static DataRequest ofCatalog(String name, double validationFraction) {
    return new DataRequest(name, null, null, null, null, null, validationFraction, false);
  }

  private static void requireShare(String key, double share, String expected) {
    if (!(share > 0 && share < 1)) {
      throw new DataRequestException(key, Double.toString(share), expected);
    }
  }
}
