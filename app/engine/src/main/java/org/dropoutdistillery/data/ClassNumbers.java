package org.dropoutdistillery.data;

import java.util.Arrays;

/** Classes that are written as whole numbers. */
final class ClassNumbers {
  private ClassNumbers() {}

  /**
   * Makes a class of each different number, in order of size.
   *
   * @param numbers [rows]
   * @param source file, for messages
   * @throws DatasetFormatException if all numbers are equal
   */
  static ClassLabels of(long[] numbers, String source) throws DatasetFormatException {
    long[] distinct = Arrays.stream(numbers).distinct().sorted().toArray();
    if (distinct.length < 2) {
      throw DatasetFormatException.ofFile(
          source, "the one class " + distinct[0], "at least two different labels");
    }
    int[] labels = new int[numbers.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = Arrays.binarySearch(distinct, numbers[row]);
    }
    return new ClassLabels(labels, Arrays.stream(distinct).mapToObj(Long::toString).toList());
  }
}
