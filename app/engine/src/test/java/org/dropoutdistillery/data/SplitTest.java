package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  private static final Dataset DIGITS = new DatasetCatalog().load("digits");

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, -7, Long.MAX_VALUE})
  void putsEveryRowIntoExactlyOnePart(long seed) {
    Split split = Split.of(DIGITS, 360, 0.1, seed);

    assertThat(allRows(split)).containsExactly(IntStream.range(0, 1797).toArray());
    for (int[] part : new int[][] {split.train(), split.validation(), split.test()}) {
      assertThat(part).isSorted();
    }
  }

  @Test
  void takesTheShareThatWasAskedFor() {
    for (double fraction : new double[] {0.001, 0.1, 0.25, 1 / 3.0, 0.5, 0.98}) {
      Split split = Split.of(DIGITS, 360, fraction, 3);

      assertThat(split.validation()).hasSize((int) Math.round(fraction * 1437));
      assertThat(split.train()).hasSize(1437 - split.validation().length);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.2, 0.37})
  void drawsEachClassInProportion(double fraction) {
    Split split = Split.of(DIGITS, 360, fraction, 5);

    int[] validation = counts(split.validation());
    int[] train = counts(split.train());
    for (int k = 0; k < 10; k++) {
      double share = (validation[k] + train[k]) * split.validation().length / 1437.0;
      assertThat((double) validation[k]).isCloseTo(share, within(0.999));
    }
  }

  @Test
  void givesLeftOverRowsToTheLargestRemainders() {
    // 14 rows, 4 to validate: shares 2, 1.43 and 0.57, so the third class gets the last row.
    Dataset dataset = labelled(7, 5, 2);

    int[] validation = Split.of(dataset, 0, 4 / 14.0, 1).validation();

    assertThat(dataset.labelsOf(validation)).containsExactly(0, 0, 1, 2);
  }

  @Test
  void givesEqualRemaindersToTheLowerClass() {
    Dataset dataset = labelled(3, 3, 3);

    assertThat(dataset.labelsOf(Split.of(dataset, 0, 4 / 9.0, 1).validation()))
        .containsExactly(0, 0, 1, 2);
  }

  @Test
  void takesTheLastRowsForTheTestWhateverTheSeed() {
    for (long seed = 0; seed < 3; seed++) {
      assertThat(Split.of(DIGITS, 360, 0.1, seed).test())
          .containsExactly(IntStream.range(1437, 1797).toArray());
    }
  }

  @Test
  void isAFunctionOfTheSeed() {
    Split first = Split.of(DIGITS, 360, 0.1, 11);
    Split again = Split.of(DIGITS, 360, 0.1, 11);
    Split other = Split.of(DIGITS, 360, 0.1, 12);

    assertThat(again.validation()).isEqualTo(first.validation());
    assertThat(again.train()).isEqualTo(first.train());
    // A tenth would be shared by chance.
    long shared =
        Arrays.stream(other.validation())
            .filter(row -> Arrays.binarySearch(first.validation(), row) >= 0)
            .count();
    assertThat(shared).isLessThan(40);
  }

  @Test
  void drawsEveryRowEquallyOften() {
    Dataset dataset = labelled(20, 10);
    int draws = 4000;
    int[] drawn = new int[30];
    for (int seed = 0; seed < draws; seed++) {
      for (int row : Split.of(dataset, 0, 0.2, seed).validation()) {
        drawn[row]++;
      }
    }
    // Each row is drawn with probability 0.2: five standard deviations.
    double tolerance = 5 * Math.sqrt(draws * 0.2 * 0.8);
    for (int count : drawn) {
      assertThat((double) count).isCloseTo(draws * 0.2, within(tolerance));
    }
  }

  @Test
  void canDoWithoutValidationAndTest() {
    Split split = Split.of(DIGITS, 0, 0, 1);

    assertThat(split.train()).hasSize(1797);
    assertThat(split.validation()).isEmpty();
    assertThat(split.test()).isEmpty();
  }

  @Test
  void refusesPartsThatWouldBeEmpty() {
    Dataset dataset = labelled(3, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.of(dataset, 5, 0.1, 1))
        .withMessageStartingWith("5 test rows of data set 'labelled', expected 0 to 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.of(dataset, -1, 0.1, 1))
        .withMessageContaining("-1 test rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.of(dataset, 2, 0.1, 1))
        .withMessageContaining("0.1 of 3 rows leaves 0 to validate and 3 to train");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.of(dataset, 2, 0.9, 1))
        .withMessageContaining("0.9 of 3 rows leaves 3 to validate and 0 to train");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void refusesSharesOutOfRange(double fraction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.of(DIGITS, 360, fraction, 1))
        .withMessage("validation fraction " + fraction + ", expected a number in [0, 1)");
  }

  @Test
  void drawsTestRowsFromEachClassInProportion() {
    Dataset dataset = labelled(50, 30, 20);

    Split split = Split.of(dataset, new TestRows.Drawn(0.2, 7), 0.25, 1);

    assertThat(classCounts(dataset, split.test())).containsExactly(10, 6, 4);
    assertThat(classCounts(dataset, split.validation())).containsExactly(10, 6, 4);
    assertThat(classCounts(dataset, split.train())).containsExactly(30, 18, 12);
    assertThat(split.test()).isSorted();
    assertThat(allRows(split)).containsExactly(IntStream.range(0, 100).toArray());
  }

  @Test
  void keepsDrawnTestRowsFromOneSeedToTheNext() {
    Dataset dataset = labelled(500, 500);
    TestRows rows = new TestRows.Drawn(0.2, 7);
    Split first = Split.of(dataset, rows, 0.2, 1);
    Split second = Split.of(dataset, rows, 0.2, 2);

    assertThat(second.test()).containsExactly(first.test());
    assertThat(second.validation()).isNotEqualTo(first.validation());
    assertThat(Split.of(dataset, new TestRows.Drawn(0.2, 8), 0.2, 1).test())
        .isNotEqualTo(first.test());
  }

  @Test
  void drawsTestRowsApartFromValidationRows() {
    Dataset dataset = labelled(500, 500);

    int[] test = Split.of(dataset, new TestRows.Drawn(0.2, 7), 0, 1).test();
    int[] validation = Split.of(dataset, 0, 0.2, 7).validation();

    // By chance 40 of 200 are shared, 11 standard deviations below 100.
    assertThat(Arrays.stream(test).filter(row -> Arrays.binarySearch(validation, row) >= 0).count())
        .isBetween(15L, 70L);
  }

  @Test
  void splitsNumbersAtRandom() {
    Dataset dataset = numbered(100);

    Split split = Split.of(dataset, new TestRows.Drawn(0.3, 1), 0.2, 1);

    assertThat(split.test()).hasSize(30).isSorted();
    assertThat(split.validation()).hasSize(14).isSorted();
    assertThat(allRows(split)).containsExactly(IntStream.range(0, 100).toArray());
    assertThat(split.test()).isNotEqualTo(IntStream.range(70, 100).toArray());
    assertThat(Split.of(dataset, 10, 0.2, 1).test())
        .containsExactly(IntStream.range(90, 100).toArray());
  }

  @Test
  void refusesAClassThatTrainingNeverSees() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.of(labelled(20, 3), 3, 0, 1))
        .withMessage(
            "class '1' of data set 'labelled' has no training row (of 3 in all), expected at least one;"
                + " leave the class out, add rows or take smaller shares");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.of(labelled(20, 0, 3), 0, 0, 1))
        .withMessageContaining(
            "class '1' of data set 'labelled' has no training row (of 0 in all)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.of(labelled(20, 1), new TestRows.Drawn(0.9, 1), 0, 1))
        .withMessageContaining(
            "class '1' of data set 'labelled' has no training row (of 1 in all)");
  }

  @Test
  void refusesTestSharesThatLeaveNothing() {
    Dataset dataset = labelled(3, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.of(dataset, new TestRows.Drawn(0.05, 1), 0, 1))
        .withMessageContaining("test fraction 0.05 of 5 rows leaves 0 to test and 5 to train");
    for (double fraction : new double[] {-0.1, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TestRows.Drawn(fraction, 1))
          .withMessage("test fraction " + fraction + ", expected a number in [0, 1)");
    }
  }

  private static int[] allRows(Split split) {
    return Stream.of(split.train(), split.validation(), split.test())
        .flatMapToInt(Arrays::stream)
        .sorted()
        .toArray();
  }

  private static int[] classCounts(Dataset dataset, int[] rows) {
    int[] counts = new int[dataset.classes()];
    for (int label : dataset.labelsOf(rows)) {
      counts[label]++;
    }
    return counts;
  }

  private static int[] counts(int[] rows) {
    int[] counts = new int[10];
    for (int label : DIGITS.labelsOf(rows)) {
      counts[label]++;
    }
    return counts;
  }

  /** Returns a data set whose first rows are of class 0, the next ones of class 1, and so on. */
  private static Dataset labelled(int... counts) {
    int[] labels =
        IntStream.range(0, counts.length)
            .flatMap(k -> IntStream.range(0, counts[k]).map(i -> k))
            .toArray();
    List<String> names = IntStream.range(0, counts.length).mapToObj(String::valueOf).toList();
    return Dataset.table("labelled", 1, new float[labels.length], new ClassLabels(labels, names));
  }

  private static Dataset numbered(int rows) {
    return Dataset.table("numbered", 1, new float[rows], new Responses(new float[rows], "y"));
  }
}
