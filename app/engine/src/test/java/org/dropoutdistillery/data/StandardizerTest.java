package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandardizerTest {
  private static final int[] TRAINING = {0, 1, 2, 3};

  @Test
  void givesTrainingRowsMeanZeroAndDeviationOne() {
    Dataset dataset = table(1, 10, 2, 10, 3, 30, 4, 30, 100, -7);

    float[] values = Standardizer.fit(dataset, TRAINING).apply(dataset).values();

    // Means 2.5 and 20, standard deviations sqrt(1.25) and 10.
    double sd = Math.sqrt(1.25);
    assertThat(values)
        .containsExactly(
            new float[] {
              (float) (-1.5 / sd),
              -1,
              (float) (-0.5 / sd),
              -1,
              (float) (0.5 / sd),
              1,
              (float) (1.5 / sd),
              1,
              (float) (97.5 / sd),
              -2.7f
            },
            within(1e-6f));
  }

  @Test
  void learnsNothingFromOtherRows() {
    Standardizer one = Standardizer.fit(table(1, 10, 2, 10, 3, 30, 4, 30, 100, -7), TRAINING);
    Standardizer other = Standardizer.fit(table(1, 10, 2, 10, 3, 30, 4, 30, -5, 1e9f), TRAINING);

    assertThat(other.means()).containsExactly(one.means());
    assertThat(other.scales()).containsExactly(one.scales());
  }

  @Test
  void onlyShiftsAConstantFeature() {
    float[] values = new float[30];
    java.util.Arrays.fill(values, 0.1f);
    Dataset dataset = Dataset.table("t", 1, values, labels(30));

    Standardizer standardizer = Standardizer.fit(dataset, IntStream.range(0, 30).toArray());

    assertThat(standardizer.scales()).containsExactly(1);
    assertThat(standardizer.apply(dataset).values()).containsOnly(0);
  }

  @Test
  void keepsDigitsOfNumbersFarFromZero() {
    float[] values = {16_777_210, 16_777_211, 16_777_212, 16_777_213};
    Dataset dataset = Dataset.table("t", 1, values, labels(4));

    assertThat(Standardizer.fit(dataset, TRAINING).scales()[0])
        .isCloseTo(Math.sqrt(1.25), within(1e-12));
  }

  @Test
  void standardisesOneRowLikeTheTable() {
    Dataset dataset = table(1, 10, 2, 10, 3, 30, 4, 30, 100, -7);
    Standardizer standardizer = Standardizer.fit(dataset, TRAINING);
    float[] row = dataset.valuesOf(new int[] {4});

    standardizer.apply(row);

    assertThat(row).containsExactly(standardizer.apply(dataset).valuesOf(new int[] {4}));
  }

  @Test
  void leavesTheGivenDataSetAsItWas() {
    Dataset dataset = table(1, 10, 2, 10, 3, 30, 4, 30, 100, -7);

    Dataset standardised = Standardizer.fit(dataset, TRAINING).apply(dataset);

    assertThat(dataset.values()).containsExactly(1, 10, 2, 10, 3, 30, 4, 30, 100, -7);
    assertThat(standardised.labels()).containsExactly(dataset.labels());
    assertThat(standardised.featureNames()).isEqualTo(dataset.featureNames());
  }

  @Test
  void standardisesResponsesAndUndoesIt() {
    Dataset dataset =
        Dataset.table("t", 1, new float[5], new Responses(new float[] {1, 2, 3, 4, 50}, "y"));
    ResponseStandardizer standardizer = ResponseStandardizer.fit(dataset, TRAINING);

    Dataset standardised = standardizer.apply(dataset);

    assertThat(standardizer.mean()).isEqualTo(2.5);
    assertThat(standardizer.scale()).isEqualTo(Math.sqrt(1.25));
    assertThat((double) standardised.responses()[0])
        .isCloseTo(-1.5 / Math.sqrt(1.25), within(1e-6));
    for (int row = 0; row < 5; row++) {
      assertThat(standardizer.undo(standardizer.standardised(dataset.responses()[row])))
          .isCloseTo(dataset.responses()[row], within(1e-12));
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> ResponseStandardizer.fit(table(1, 2), new int[] {0}));
  }

  @Test
  void refusesWhatDoesNotFit() {
    Standardizer standardizer = new Standardizer(new double[2], new double[] {1, 1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standardizer.apply(new float[3]))
        .withMessage("3 features, expected 2 as in the rows that the standardizer was fitted on");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Standardizer.fit(table(1, 2), new int[0]))
        .withMessage("no rows to standardise by, expected at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Standardizer.fit(table(1, 2), new int[] {1}))
        .withMessage("row id 1, expected 0 to 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Standardizer(new double[1], new double[1]))
        .withMessageContaining("mean 0.0 and scale 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Standardizer(new double[2], new double[] {1}))
        .withMessage("2 means and 1 scales, expected as many");
  }

  private static Dataset table(float... values) {
    return Dataset.table("t", 2, values, labels(values.length / 2));
  }

  private static ClassLabels labels(int rows) {
    return new ClassLabels(new int[rows], List.of("a", "b"));
  }
}
