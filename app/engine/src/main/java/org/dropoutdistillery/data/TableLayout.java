package org.dropoutdistillery.data;

import java.util.List;

/**
 * What the columns of a file mean.
 *
 * @param labelColumn index of the column that holds the label, counted from 0; all others are
 *     features
 * @param divisor features are divided by this number; finite and above 0
 * @param classNames [classes]: label k stands for the k-th of these
 * @param imageShape how the features form an image; null for tables
 */
public record TableLayout(
    int labelColumn, double divisor, List<String> classNames, ImageShape imageShape) {
  /**
   * @throws IllegalArgumentException if the column is negative, the divisor is not a positive
   *     number or there are fewer than two classes
   */
  public TableLayout {
    classNames = List.copyOf(classNames);
    if (labelColumn < 0) {
      throw new IllegalArgumentException(
          "label column " + labelColumn + ", expected 0 or more (counted from 0)");
    }
    if (!(divisor > 0 && Double.isFinite(divisor))) {
      throw new IllegalArgumentException(
          "divisor " + divisor + ", expected a finite number above 0");
    }
    if (classNames.size() < 2) {
      throw new IllegalArgumentException("class names " + classNames + ", expected at least two");
    }
  }
}
