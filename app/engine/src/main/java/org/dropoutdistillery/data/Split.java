package org.dropoutdistillery.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.Stream;

/**
 * Which rows train, which validate, which test. Every row is in exactly one part.
 *
 * @param train sorted row ids
 * @param validation sorted row ids; empty where no validation was asked for
 * @param test sorted row ids; empty where no test rows were asked for
 */
public record Split(int[] train, int[] validation, int[] test) {
  // Validation rows use the children 0, 1, ... of the stream's key, one for each class.
  private static final long TEST_CHILD = -1;

  /**
   * Takes the last rows for the test, see {@link #of(Dataset, TestRows, double, long)}.
   *
   * @param testRows number of test rows, 0 or more
   */
  public static Split of(Dataset dataset, int testRows, double validationFraction, long seed) {
    return of(dataset, new TestRows.Last(testRows), validationFraction, seed);
  }

  /**
   * Sets the test rows aside and draws validation rows from the others, class by class, in
   * proportion to the sizes of the classes (largest remainder; equal remainders go to the lower
   * class), or plainly where numbers are to be predicted, so that they are round(validationFraction
   * × rows that are not test rows) in all.
   *
   * @param validationFraction share of the other rows, from 0 up to but not including 1
   * @param seed of {@link Stream#SPLIT}, for the validation rows
   * @throws IllegalArgumentException if an argument is out of range, if no row is left to train on,
   *     or if a positive share comes to no row
   * @throws UntrainedClassException if a class has no training row
   */
  public static Split of(Dataset dataset, TestRows testRows, double validationFraction, long seed) {
    int[] test = test(dataset, testRows);
    int[] others = without(IntStream.range(0, dataset.rows()).toArray(), test);
    int count = share("validation fraction", validationFraction, others.length, "validate");
    int[] validation = RowDraw.draw(dataset, others, count, Stream.SPLIT.key(seed));
    Split split = new Split(without(others, validation), validation, test);
    split.requireEveryClassInTraining(dataset);
    return split;
  }

  private static int[] test(Dataset dataset, TestRows testRows) {
    int rows = dataset.rows();
    if (testRows instanceof TestRows.Drawn drawn) {
      int count = share("test fraction", drawn.fraction(), rows, "test");
      long key = Keys.child(Stream.SPLIT.key(drawn.seed()), TEST_CHILD);
      return RowDraw.draw(dataset, IntStream.range(0, rows).toArray(), count, key);
    }
    int count = ((TestRows.Last) testRows).count();
    if (count >= rows) {
      throw new IllegalArgumentException(
          "%d test rows of data set '%s', expected 0 to %d, so that rows are left to train on"
              .formatted(count, dataset.name(), rows - 1));
    }
    return IntStream.range(rows - count, rows).toArray();
  }

  private static int share(String what, double fraction, int rows, String purpose) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(what + " " + fraction + ", expected a number in [0, 1)");
    }
    int count = (int) Math.round(fraction * rows);
    if (count == rows || (count == 0 && fraction > 0)) {
      throw new IllegalArgumentException(
          "%s %s of %d rows leaves %d to %s and %d to train, expected at least one each; use 0 for"
                  .formatted(what, fraction, rows, count, purpose, rows - count)
              + " none");
    }
    return count;
  }

  /** Returns the ids of {@code rows} that are not in {@code taken}; both are sorted. */
  private static int[] without(int[] rows, int[] taken) {
    return Arrays.stream(rows).filter(row -> Arrays.binarySearch(taken, row) < 0).toArray();
  }

  private void requireEveryClassInTraining(Dataset dataset) {
    if (dataset.isRegression()) {
      return;
    }
    int[] counts = new int[dataset.classes()];
    for (int label : dataset.labelsOf(train)) {
      counts[label]++;
    }
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] == 0) {
        throw new UntrainedClassException(
            dataset.name(), dataset.classNames().get(k), dataset.classCounts()[k]);
      }
    }
  }
}
