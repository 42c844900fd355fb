package org.dropoutdistillery.data;

import java.util.List;

/**
 * Rows to predict. Nobody writes into the array.
 *
 * @param values [rows, features], flattened, row after row; finite
 * @param ignored names of the columns that were left out, in the order of the file
 */
public record FeatureRows(float[] values, List<String> ignored) {
  public FeatureRows {
    ignored = List.copyOf(ignored);
  }
}
