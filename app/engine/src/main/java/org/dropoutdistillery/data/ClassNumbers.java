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
    long[] distinct = distinct(numbers);
    if (distinct.length < 2) {
      throw DatasetFormatException.ofFile(
          source, "the one class " + distinct[0], "at least two different labels");
    }
    if (distinct.length > ClassLabels.MOST) {
      throw DatasetFormatException.ofFile(
          source,
          distinct.length + " different labels",
          "at most %d classes, or numbers to predict".formatted(ClassLabels.MOST));
    }
    int[] labels = new int[numbers.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = Arrays.binarySearch(distinct, numbers[row]);
    }
    return new ClassLabels(labels, Arrays.stream(distinct).mapToObj(Long::toString).toList());
  }

  /** Returns the different numbers, sorted. */
  private static long[] distinct(long[] numbers) {
    long[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, count);
  }
}
