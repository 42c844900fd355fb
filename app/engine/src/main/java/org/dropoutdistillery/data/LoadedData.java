package org.dropoutdistillery.data;

import java.util.Arrays;
import java.util.Optional;

/**
 * The data of a run.
 *
 * @param dataset as it was read or drawn, not standardised
 * @param split which rows train, validate and test
 * @param standardizer of the features, fitted to the training rows; empty if none was asked for
 */
public record LoadedData(Dataset dataset, Split split, Optional<Standardizer> standardizer) {
  /** Returns what a network sees: the data set, standardised if that was asked for. */
  public Dataset inputs() {
    return standardizer.map(fitted -> fitted.apply(dataset)).orElse(dataset);
  }

  /**
   * Returns what a network sees of rows from elsewhere.
   *
   * @param values [rows, features], flattened, in the units of the data set; not changed
   */
  public float[] inputs(float[] values) {
    if (standardizer.isEmpty()) {
      return values;
    }
    int features = dataset.features();
    float[] inputs = new float[values.length];
    for (int first = 0; first < values.length; first += features) {
      float[] row = Arrays.copyOfRange(values, first, first + features);
      standardizer.get().apply(row);
      System.arraycopy(row, 0, inputs, first, features);
    }
    return inputs;
  }
}
