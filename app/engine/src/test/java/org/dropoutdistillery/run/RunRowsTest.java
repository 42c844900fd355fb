package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.Split;
import org.dropoutdistillery.store.MetricsCsv;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which rows reach what. */
class RunRowsTest {
  private final Workers workers = new Workers(2);

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  private Run run(Recipe recipe) {
    return new Run(recipe, TinyRun.data(recipe, TinyRun.DIGITS), workers);
  }

  @Test
  void trainingValidationAndTestRowsAreDisjointAndTheLastRowsTest() {
    Split split = run(TinyRun.recipe()).data().split();

    assertThat(split.test()).isEqualTo(IntStream.range(1437, 1797).toArray());
    assertThat(split.validation()).hasSize(144);
    int[] all =
        Stream.of(split.train(), split.validation(), split.test())
            .flatMapToInt(Arrays::stream)
            .sorted()
            .toArray();
    assertThat(all).isEqualTo(IntStream.range(0, 1797).toArray());
  }

  @Test
  void whatStandsInTheTestRowsNeverReachesTrainingOrCurve() {
    RunOutcome plain = TinyRun.drive(TinyRun.recipe());
    int[] test = run(TinyRun.recipe()).data().split().test();
    RunOutcome other = TinyRun.drive(TinyRun.recipe(), spoilt(test), 2);

    TinyRun.assertSameBits(other, plain);
    assertThat(TinyRun.gap(other.test()).standard().nll().value())
        .isNotEqualTo(TinyRun.gap(plain.test()).standard().nll().value());
  }

  @Test
  void whatStandsInTheValidationRowsNeverReachesTraining() {
    RunOutcome plain = TinyRun.drive(TinyRun.recipe());
    int[] validation = run(TinyRun.recipe()).data().split().validation();
    RunOutcome other = TinyRun.drive(TinyRun.recipe(), spoiltFeatures(validation), 2);

    assertThat(TinyRun.bits(other.teacher())).isDeepEqualTo(TinyRun.bits(plain.teacher()));
    assertThat(TinyRun.bits(other.student())).isDeepEqualTo(TinyRun.bits(plain.student()));
    assertThat(MetricsCsv.of(other.curve())).isNotEqualTo(MetricsCsv.of(plain.curve()));
  }

  @Test
  void whatStandsInOneTrainingRowReachesBothNetworks() {
    RunOutcome plain = TinyRun.drive(TinyRun.recipe());
    int first = run(TinyRun.recipe()).data().split().train()[0];
    RunOutcome other = TinyRun.drive(TinyRun.recipe(), spoiltFeatures(new int[] {first}), 2);

    assertThat(Arrays.deepEquals(TinyRun.bits(other.teacher()), TinyRun.bits(plain.teacher())))
        .isFalse();
    assertThat(Arrays.deepEquals(TinyRun.bits(other.student()), TinyRun.bits(plain.student())))
        .isFalse();
  }

  @Test
  void oneValidationRowIsEnoughToRun() {
    RunOutcome outcome = TinyRun.drive(TinyRun.recipe("data.validationFraction", "0.0007"));

    assertThat(outcome.curve().get(0).report().rows()).isEqualTo(1);
    assertThat(TinyRun.gap(outcome.curve().get(0)).standard().nll().high())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  /** Returns the digits with other features and labels in some rows. */
  private static Dataset spoilt(int[] rows) {
    int[] labels = TinyRun.DIGITS.labels().clone();
    for (int row : rows) {
      labels[row] = (labels[row] + 1) % 10;
    }
    return with(spoiltFeatures(rows).values(), labels);
  }

  /** Returns the digits with other features in some rows. */
  private static Dataset spoiltFeatures(int[] rows) {
    int width = TinyRun.DIGITS.features();
    float[] values = TinyRun.DIGITS.values().clone();
    for (int row : rows) {
      for (int i = row * width; i < (row + 1) * width; i++) {
        values[i] = 2 - values[i];
      }
    }
    return with(values, TinyRun.DIGITS.labels());
  }

  private static Dataset with(float[] values, int[] labels) {
    Dataset digits = TinyRun.DIGITS;
    return new Dataset(
        digits.name(),
        digits.rows(),
        digits.features(),
        values,
        new ClassLabels(labels, digits.classNames()),
        digits.featureNames(),
        digits.imageShape());
  }
}
