package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.Masks;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationLinearTest {
  private static final long SEED = 77;
  private static final double STEP = 1e-6;
  private static final double WEIGHT = 1.7;

  /** Small nets share rows; the large one shares units, and its chunks of rows hold whole pairs. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientGoesThroughBothBranches(boolean classifies) {
    assertGradient(RandomBatches.architecture(new int[] {6, 9, 5, 4}, .2, .5, .3), 11, classifies);
    assertGradient(
        RandomBatches.activated(
            RandomBatches.architecture(new int[] {4, 7, 3}, 0, .5), Activation.TANH),
        5,
        classifies);
    assertGradient(
        RandomBatches.architecture(new int[] {20, 520, 512, 5}, .2, .5, .3), 35, classifies);
  }

  private static void assertGradient(Architecture architecture, int rows, boolean classifies) {
    RandomBatches batch = new RandomBatches(architecture, 60, true, 5);
    int[] rowIds = IntStream.range(0, rows).map(i -> i * 7 % 60).toArray();
    Network network = RandomBatches.network(architecture, 9);
    DoubleNetwork reference = new DoubleNetwork(network);
    int outputs = architecture.outputs();
    double loss;
    try (Workers workers = new Workers(2)) {
      loss =
          new Trainer(
                  network,
                  () ->
                      classifies
                          ? ExpectationLinear.ofProbabilities(outputs, WEIGHT)
                          : ExpectationLinear.ofOutputs(outputs, WEIGHT),
                  new GradientCapture(),
                  rows,
                  new MaskSource(Stream.TEACHER_MASKS, SEED),
                  workers)
              .step(rows, batch, rowIds, 1);
    }

    double expectedLoss = loss(reference, batch, rowIds, classifies);
    assertThat(loss).isCloseTo(expectedLoss, within(1e-6 * expectedLoss));
    for (int parameter = 0; parameter < network.parameters().size(); parameter++) {
      float[] gradient = network.parameters().get(parameter).toArray();
      int[] some =
          new RandomSequence(parameter)
              .ints(Math.min(12, gradient.length), 0, gradient.length)
              .toArray();
      double[] expected = new double[some.length];
      double[] got = new double[some.length];
      for (int i = 0; i < some.length; i++) {
        got[i] = gradient[some[i]];
        double[] weights = reference.parameter(parameter);
        double weight = weights[some[i]];
        weights[some[i]] = weight + STEP;
        double above = loss(reference, batch, rowIds, classifies);
        weights[some[i]] = weight - STEP;
        double below = loss(reference, batch, rowIds, classifies);
        weights[some[i]] = weight;
        expected[i] = (above - below) / (2 * STEP);
      }
      double size = Math.sqrt(Arrays.stream(expected).map(g -> g * g).average().orElseThrow());
      assertThat(size).isPositive();
      assertThat(got).as("parameter %d", parameter).containsExactly(expected, within(1e-4 * size));
    }
  }

  private static double loss(
      DoubleNetwork network, RandomBatches batch, int[] rowIds, boolean classifies) {
    double sum = 0;
    for (int id : rowIds) {
      double[] row = batch.input(id);
      double[][] masks = network.masks(Stream.TEACHER_MASKS, SEED, 0, id);
      if (classifies) {
        sum += network.crossEntropy(row, batch.target(id), masks);
        double[] masked = network.probabilities(row, masks);
        sum += WEIGHT * squares(masked, network.probabilities(row, network.noMasks()));
      } else {
        double[] masked = network.logits(row, masks);
        sum += squares(masked, batch.target(id)) / 2;
        sum += WEIGHT * squares(masked, network.logits(row, network.noMasks()));
      }
    }
    return sum / rowIds.length;
  }

  /** E‖h_r − h‖² = ‖E h_r − h‖² + trace Var h_r, over all masks of a net with drop rate 0.5. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void penaltyIsGapPlusSpread(boolean classifies) {
    Architecture architecture = RandomBatches.architecture(new int[] {3, 5, 4, 4}, 0, .5, .5);
    int masks = 1 << 9;
    DoubleNetwork network = new DoubleNetwork(RandomBatches.network(architecture, 3));
    double[] row = {1.4, -2.4, .8};
    double[] standard = predicted(network, row, network.noMasks(), classifies);
    double[] mean = new double[4];
    double meanSquare = 0;
    double penalty = 0;
    for (int mask = 0; mask < masks; mask++) {
      double[][] factors = network.noMasks();
      for (int unit = 0; unit < 9; unit++) {
        factors[unit < 5 ? 1 : 2][unit < 5 ? unit : unit - 5] = 2 * ((mask >> unit) & 1);
      }
      double[] masked = predicted(network, row, factors, classifies);
      for (int k = 0; k < 4; k++) {
        mean[k] += masked[k] / masks;
        meanSquare += masked[k] * masked[k] / masks;
      }
      penalty += penalty(network, row, factors, classifies) / masks;
    }

    double gap = squares(mean, standard);
    double spread = meanSquare - squares(mean, new double[4]);
    assertThat(gap).isGreaterThan(1e-3);
    assertThat(penalty).isCloseTo(WEIGHT * (gap + spread), within(1e-5 * penalty));
  }

  private static double[] predicted(
      DoubleNetwork network, double[] row, double[][] factors, boolean classifies) {
    return classifies ? network.probabilities(row, factors) : network.logits(row, factors);
  }

  /** What the loss of a pair has beyond that of its masked row. */
  private static double penalty(
      DoubleNetwork network, double[] row, double[][] factors, boolean classifies) {
    float[] pair = new float[8];
    float[] targets = {0, 1, 0, 0, 0, 1, 0, 0};
    for (int k = 0; k < 4; k++) {
      pair[k] = (float) network.logits(row, factors)[k];
      pair[4 + k] = (float) network.logits(row, network.noMasks())[k];
    }
    Loss regularised =
        classifies
            ? ExpectationLinear.ofProbabilities(4, WEIGHT)
            : ExpectationLinear.ofOutputs(4, WEIGHT);
    Loss plain = classifies ? new CrossEntropy(4) : new SquaredError();
    return regularised.gradient(pair, targets, new float[8], 2, 4, 1)
        - plain.gradient(pair, targets, new float[8], 1, 4, 1);
  }

  private static double squares(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum;
  }

  /** Wherever a block of rows begins and ends. */
  @Test
  void masksEveryOtherRow() {
    Masks numbered =
        (law, site, firstRow, rows, firstUnit, units, factors) -> {
          for (int i = 0; i < rows * units; i++) {
            factors[i] = 100 * (firstRow + i / units) + firstUnit + i % units;
          }
        };
    for (int first = 0; first < 4; first++) {
      for (int rows = 1; rows < 6; rows++) {
        float[] factors = new float[3 * rows];
        new PairedMasks(numbered).fill(MaskLaw.none(), 1, first, rows, 8, 3, factors);
        for (int i = 0; i < factors.length; i++) {
          int row = first + i / 3;
          assertThat(factors[i]).isEqualTo(row % 2 == 1 ? 1 : 100 * (row / 2) + 8 + i % 3);
        }
      }
    }
  }

  @Test
  void workersNeverChangeABit() {
    Architecture architecture =
        RandomBatches.architecture(new int[] {60, 220, 200, 10}, .1, .5, .3);
    float[] once = weightsAfterTraining(architecture, 1);

    assertThat(weightsAfterTraining(architecture, 3)).containsExactly(once);
  }

  private static float[] weightsAfterTraining(Architecture architecture, int count) {
    Network network = RandomBatches.network(architecture, 6);
    RandomBatches batch = new RandomBatches(architecture, 60, true, 8);
    int[] rowIds = RandomBatches.firstIds(60);
    try (Workers workers = new Workers(count)) {
      Trainer trainer =
          new Trainer(
              network,
              () -> ExpectationLinear.ofProbabilities(10, 2),
              new Sgd(.9),
              33,
              new MaskSource(Stream.TEACHER_MASKS, 1),
              workers);
      double first = trainer.step(33, batch, rowIds, .01);
      for (int step = 0; step < 30; step++) {
        trainer.step(step % 2 == 0 ? 33 : 20, batch, rowIds, .01);
      }
      assertThat(trainer.step(33, batch, rowIds, .01)).isLessThan(first);
    }
    return network.weights(1).toArray();
  }

  @Test
  void refusesANegativeWeight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectationLinear.ofOutputs(2, -1))
        .withMessageContainingAll("-1", "from 0 up");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectationLinear.ofProbabilities(2, Double.NaN));
  }
}
