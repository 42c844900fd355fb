package org.dropoutdistillery.data;

import java.util.HashSet;
import java.util.List;

/**
 * One class for each row (classification). Nobody writes into the array.
 *
 * @param labels [rows]: class of each row, from 0 to classes − 1
 * @param classNames [classes]: what the classes are called, at least two, all different
 */
public record ClassLabels(int[] labels, List<String> classNames) implements Targets {
  /** The most classes that are read from a file. */
  static final int MOST = 65_536;

  /**
   * @throws IllegalArgumentException if a label is out of range or the names do not tell the
   *     classes apart
   */
  public ClassLabels {
    classNames = List.copyOf(classNames);
    if (classNames.size() < 2 || new HashSet<>(classNames).size() < classNames.size()) {
      throw new IllegalArgumentException(
          "class names " + classNames + ", expected at least two, all different");
    }
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classNames.size()) {
        throw new IllegalArgumentException(
            "row %d has label %d, expected 0 to %d"
                .formatted(row, labels[row], classNames.size() - 1));
      }
    }
  }

  @Override
  public int rows() {
    return labels.length;
  }

  @Override
  public int outputs() {
    return classNames.size();
  }
}
