package org.dropoutdistillery.distil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.nn.DoubleNetwork;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.ReferenceNet;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeacherTargetsTest {
  private static final long SEED = 21;
  private static final TransferInputs ROWS_THEMSELVES = new TransferInputs(0, 0, 0);
  private static final TransferInputs RICH = new TransferInputs(.1, .5, 0);

  private final ReferenceNet moons = ReferenceNet.moons();
  private final int[] ids = IntStream.range(0, moons.rows()).toArray();
  private final Matrix inputs = Matrix.zeros(moons.rows(), 2);
  private final Matrix targets = Matrix.zeros(moons.rows(), 2);

  private TeacherTargets targetsOf(Network teacher, TransferInputs transfer, int masks) {
    return new TeacherTargets(teacher, dataset(moons), ids, transfer, masks, moons.rows(), SEED, 2);
  }

  static Dataset dataset(ReferenceNet net) {
    return Dataset.table(
        net.name(),
        net.width(),
        net.x(),
        new ClassLabels(new int[net.rows()], List.of("upper", "lower")));
  }

  @Test
  void withoutDropoutAreTheStandardPredictions() {
    Network plain = moons.network().copyWithoutDropout();
    Predictions standard =
        new StandardPredictor(plain, new Workers(1)).predict(plain, moons.source());
    TeacherTargets source = targetsOf(plain, ROWS_THEMSELVES, 3);
    source.beginStep(0, ids);
    source.fill(0, moons.rows(), inputs, targets, 0);

    assertThat(inputs.toArray()).isEqualTo(moons.x());
    assertThat(DoubleNetwork.widened(targets.toArray()))
        .containsExactly(standard.probabilities(), within(1e-7));
  }

  /** Step s of m masks takes passes s·m to s·m + m − 1 of its stream. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void areTheMeanOfTheTeachersPassesOnTheInputs(int masks) {
    DoubleNetwork reference = new DoubleNetwork(moons.network());
    TeacherTargets source = targetsOf(moons.network(), RICH, masks);
    for (long step = 0; step < 6; step++) {
      source.beginStep(step, ids);
      source.fill(0, moons.rows(), inputs, targets, 0);
      for (int row = 0; row < moons.rows(); row++) {
        double[] input = {inputs.get(row, 0), inputs.get(row, 1)};
        double mean = 0;
        for (long pass = step * masks; pass < (step + 1) * masks; pass++) {
          double[][] factors = reference.masks(Stream.TRANSFER_MASKS, SEED, pass, row);
          mean += reference.probabilities(input, factors)[1] / masks;
        }
        assertThat((double) targets.get(row, 1)).isCloseTo(mean, within(2e-6));
        assertThat(targets.get(row, 0) + targets.get(row, 1)).isCloseTo(1f, within(1e-6f));
      }
    }
  }

  /** However few masks a step has, their mean over the steps is the average over all masks. */
  @Test
  void approachTheAverageOverAllMasks() {
    int steps = 3000;
    double[] exact = EnumeratedAverage.of(moons);
    double[] sums = new double[moons.rows()];
    double[] squares = new double[moons.rows()];
    TeacherTargets source = targetsOf(moons.network(), ROWS_THEMSELVES, 2);
    for (int step = 0; step < steps; step++) {
      source.beginStep(step, ids);
      source.fill(0, moons.rows(), inputs, targets, step % 2);
      for (int row = 0; row < moons.rows(); row++) {
        double target = targets.get(row, 0);
        sums[row] += target;
        squares[row] += target * target;
      }
    }
    double chiSquare = 0;
    for (int row = 0; row < moons.rows(); row++) {
      double mean = sums[row] / steps;
      double variance = (squares[row] / steps - mean * mean) / steps;
      double deviation = (mean - exact[2 * row]) / Math.sqrt(variance);
      assertThat(deviation).isCloseTo(0, within(Frequencies.DEVIATIONS));
      chiSquare += deviation * deviation;
    }
    assertThat(Frequencies.deviationOfChiSquare(chiSquare, moons.rows()))
        .isCloseTo(0, within(Frequencies.DEVIATIONS));
  }

  @Test
  void theEnumerationIsThatOfThePyTorchNet() throws Exception {
    double[] exact = ReferenceNet.arrays("moons-tiny.exact").get("exact").doubles();
    assertThat(EnumeratedAverage.of(moons)).containsExactly(exact, within(1e-6));
  }

  /** However the batch is cut and whoever fills which part. */
  @Test
  void dependOnStepAndRowAlone() {
    TeacherTargets source = targetsOf(moons.network(), RICH, 3);
    source.beginStep(4, ids);
    source.fill(0, moons.rows(), inputs, targets, 0);
    float[] allInputs = inputs.toArray();
    float[] allTargets = targets.toArray();

    int[] cuts = {0, 1, 2, 37, 64, 100};
    for (int part = cuts.length - 2; part >= 0; part--) {
      int first = cuts[part];
      int rows = cuts[part + 1] - first;
      source.fill(first, rows, inputs, targets, part % 2);
      assertThat(firstRows(inputs, rows)).isEqualTo(part(allInputs, first, rows));
      assertThat(firstRows(targets, rows))
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(part(allTargets, first, rows));
    }
    int[] reversed = IntStream.range(0, 100).map(i -> 99 - i).toArray();
    source.beginStep(4, reversed);
    source.fill(0, 100, inputs, targets, 1);
    for (int row = 0; row < 100; row++) {
      assertThat(inputs.get(row, 0)).isEqualTo(allInputs[2 * (99 - row)]);
      assertThat(targets.get(row, 0)).isCloseTo(allTargets[2 * (99 - row)], within(1e-6f));
    }
    source.beginStep(5, ids);
    source.fill(0, 100, inputs, targets, 0);
    assertThat(inputs.toArray()).isNotEqualTo(allInputs);
  }

  private static float[] firstRows(Matrix matrix, int rows) {
    return Arrays.copyOf(matrix.toArray(), 2 * rows);
  }

  private static float[] part(float[] values, int first, int rows) {
    return Arrays.copyOfRange(values, 2 * first, 2 * (first + rows));
  }
}
