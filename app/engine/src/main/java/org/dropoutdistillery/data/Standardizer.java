package org.dropoutdistillery.data;

import java.util.Arrays;

/**
 * Shifts and scales each feature to mean 0 and standard deviation 1 over the rows it was fitted on;
 * a feature that is constant there is only shifted. Nobody writes into the arrays.
 *
 * @param means [features]
 * @param scales [features]: standard deviations (divided by n, as scikit-learn's StandardScaler),
 *     above 0
 */
public record Standardizer(double[] means, double[] scales) {
  /**
   * @throws IllegalArgumentException if the lengths differ, a mean is not finite or a scale is not
   *     a positive number
   */
  public Standardizer {
    if (means.length != scales.length) {
      throw new IllegalArgumentException(
          "%d means and %d scales, expected as many".formatted(means.length, scales.length));
    }
    for (int i = 0; i < means.length; i++) {
      Spread.requireUsable(means[i], scales[i]);
    }
  }

  /**
   * Fits a standardizer to some rows: the training rows, so that nothing is learned from the rows
   * that validate and test.
   *
   * @throws IllegalArgumentException if there are no rows or an id is out of range
   */
  public static Standardizer fit(Dataset dataset, int[] rowIds) {
    int features = dataset.features();
    double[] means = new double[features];
    double[] scales = new double[features];
    for (int feature = 0; feature < features; feature++) {
      Spread spread = Spread.of(dataset.values(), feature, features, rowIds);
      means[feature] = spread.mean();
      scales[feature] = spread.scale();
    }
    return new Standardizer(means, scales);
  }

  public int features() {
    return means.length;
  }

  /**
   * Returns a data set with standardised features and everything else as it was.
   *
   * @throws IllegalArgumentException if the data set has another number of features
   */
  public Dataset apply(Dataset dataset) {
    require(dataset.features());
    float[] values = dataset.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = standardised(values[i], i % means.length);
    }
    return dataset.withValues(values);
  }

  /**
   * Standardises one row in place.
   *
   * @param row [features]
   * @throws IllegalArgumentException if the row has another number of features
   */
  public void apply(float[] row) {
    require(row.length);
    for (int i = 0; i < row.length; i++) {
      row[i] = standardised(row[i], i);
    }
  }

  private float standardised(float value, int feature) {
    return (float) ((value - means[feature]) / scales[feature]);
  }

  private void require(int features) {
    if (features != means.length) {
      throw new IllegalArgumentException(
          "%d features, expected %d as in the rows that the standardizer was fitted on"
              .formatted(features, means.length));
    }
  }

  @Override
  public String toString() {
    return "means " + Arrays.toString(means) + ", scales " + Arrays.toString(scales);
  }
}
