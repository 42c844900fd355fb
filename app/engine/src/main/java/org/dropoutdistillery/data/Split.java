package org.dropoutdistillery.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.random.Stream;

/**
 * Which rows train, which validate, which test. Every row is in exactly one part.
 *
 * @param train sorted row ids
 * @param validation sorted row ids; empty where no validation was asked for
 * @param test sorted row ids; empty where no test rows were asked for
 */
public record Split(int[] train, int[] validation, int[] test) {
  /**
   * Takes the last rows for the test and draws validation rows from the others, class by class, in
   * proportion to the sizes of the classes (largest remainder; equal remainders go to the lower
   * class), so that they are round(validationFraction × rows that are not test rows) in all.
   *
   * @param testRows number of test rows, 0 or more
   * @param validationFraction share of the other rows, from 0 up to but not including 1
   * @param seed of {@link Stream#SPLIT}
   * @throws IllegalArgumentException if an argument is out of range, or if no row is left to train
   *     on, or if a positive share comes to no row
   */
  public static Split of(Dataset dataset, int testRows, double validationFraction, long seed) {
    int others = dataset.rows() - testRows;
    if (testRows < 0 || others < 1) {
      throw new IllegalArgumentException(
          "%d test rows of data set '%s', expected 0 to %d, so that rows are left to train on"
              .formatted(testRows, dataset.name(), dataset.rows() - 1));
    }
    int[][] byClass = byClass(dataset, others);
    int[] quotas = quotas(byClass, others, validationRows(others, validationFraction));
    boolean[] validates = new boolean[others];
    for (int k = 0; k < byClass.length; k++) {
      new RandomSequence(Keys.child(Stream.SPLIT.key(seed), k)).shuffle(byClass[k]);
      for (int i = 0; i < quotas[k]; i++) {
        validates[byClass[k][i]] = true;
      }
    }
    return new Split(
        IntStream.range(0, others).filter(row -> !validates[row]).toArray(),
        IntStream.range(0, others).filter(row -> validates[row]).toArray(),
        IntStream.range(others, dataset.rows()).toArray());
  }

  private static int validationRows(int others, double fraction) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "validation fraction " + fraction + ", expected a number in [0, 1)");
    }
    int validation = (int) Math.round(fraction * others);
    if (validation == others || (validation == 0 && fraction > 0)) {
      throw new IllegalArgumentException(
          "validation fraction %s of %d rows leaves %d to validate and %d to train, expected at"
                  .formatted(fraction, others, validation, others - validation)
              + " least one each; use 0 for no validation");
    }
    return validation;
  }

  private static int[][] byClass(Dataset dataset, int others) {
    int[][] rows = new int[dataset.classes()][];
    for (int k = 0; k < rows.length; k++) {
      int label = k;
      rows[k] = IntStream.range(0, others).filter(r -> dataset.labels()[r] == label).toArray();
    }
    return rows;
  }

  private static int[] quotas(int[][] byClass, int others, int validation) {
    int[] quotas = new int[byClass.length];
    long[] remainders = new long[byClass.length];
    for (int k = 0; k < quotas.length; k++) {
      long share = (long) byClass[k].length * validation;
      quotas[k] = (int) (share / others);
      remainders[k] = share % others;
    }
    for (int left = validation - Arrays.stream(quotas).sum(); left > 0; left--) {
      int largest = largest(remainders);
      quotas[largest]++;
      remainders[largest] = -1;
    }
    return quotas;
  }

  private static int largest(long[] numbers) {
    int largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] > numbers[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
