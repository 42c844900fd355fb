package org.dropoutdistillery.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.RandomSequence;

/** Draws some rows out of many, class by class or plainly. */
final class RowDraw {
  private RowDraw() {}

  /**
   * Draws rows class by class in proportion to the sizes of the classes (largest remainder; equal
   * remainders go to the lower class), or plainly where numbers are to be predicted.
   *
   * @param candidates sorted row ids to draw from
   * @param count from 0 to the number of candidates
   * @return sorted row ids
   */
  static int[] draw(Dataset dataset, int[] candidates, int count, long key) {
    int[][] groups = groups(dataset, candidates);
    int[] quotas = quotas(groups, candidates.length, count);
    return IntStream.range(0, groups.length)
        .mapToObj(k -> shuffled(groups[k], Keys.child(key, k), quotas[k]))
        .flatMapToInt(Arrays::stream)
        .sorted()
        .toArray();
  }

  private static int[] shuffled(int[] group, long key, int count) {
    new RandomSequence(key).shuffle(group);
    return Arrays.copyOf(group, count);
  }

  private static int[][] groups(Dataset dataset, int[] candidates) {
    if (dataset.isRegression()) {
      return new int[][] {candidates.clone()};
    }
    int[] labels = dataset.labels();
    return IntStream.range(0, dataset.classes())
        .mapToObj(k -> Arrays.stream(candidates).filter(row -> labels[row] == k).toArray())
        .toArray(int[][]::new);
  }

  private static int[] quotas(int[][] groups, int rows, int count) {
    int[] quotas = new int[groups.length];
    long[] remainders = new long[groups.length];
    for (int k = 0; k < quotas.length; k++) {
      long share = (long) groups[k].length * count;
      quotas[k] = (int) (share / rows);
      remainders[k] = share % rows;
    }
    for (int left = count - Arrays.stream(quotas).sum(); left > 0; left--) {
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
