package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Loss and gradient of a step, through fixed masks, against central differences in double. */
class GradientTest {
  private static final long SEED = 77;
  private static final double STEP = 1e-6;

  static List<Arguments> networks() {
    return List.of(
        arguments("logits only", shape(new int[] {5, 3}, 0), false),
        arguments("logits only, input dropout", shape(new int[] {5, 3}, .4), true),
        arguments("one layer", shape(new int[] {4, 7, 3}, 0, .5), false),
        arguments("one layer without dropout", shape(new int[] {4, 7, 3}, 0, 0), true),
        arguments("two layers", shape(new int[] {6, 9, 5, 4}, .2, .5, .3), true),
        arguments("two, one dropped", shape(new int[] {6, 9, 5, 2}, 0, .5, 0), false),
        arguments("three", shape(new int[] {3, 8, 7, 6, 2}, .1, .5, .25, .4), true),
        arguments("three, the last", shape(new int[] {3, 8, 7, 6, 2}, 0, 0, 0, .5), false),
        arguments("tanh", activated(Activation.TANH, 0, .5), true),
        arguments("tanh without dropout", activated(Activation.TANH, 0, 0), false),
        arguments("identity", activated(Activation.IDENTITY, .2, .5), true),
        arguments(
            "each activation",
            RandomBatches.activated(
                shape(new int[] {3, 8, 7, 6, 2}, .1, .5, .25, .4),
                Activation.TANH,
                Activation.IDENTITY,
                Activation.RELU),
            true));
  }

  private static Architecture shape(int[] sizes, double... dropRates) {
    return RandomBatches.architecture(sizes, dropRates);
  }

  private static Architecture activated(Activation activation, double... dropRates) {
    return RandomBatches.activated(shape(new int[] {4, 7, 3}, dropRates), activation);
  }

  @ParameterizedTest(name = "{0}, soft targets {2}")
  @MethodSource("networks")
  void equalsFiniteDifferences(String name, Architecture architecture, boolean soft) {
    RandomBatches batch = new RandomBatches(architecture, 60, soft, 5);
    int[] rowIds = {41, 3, 3, 59, 12, 0, 7, 8, 30, 31, 32};
    Network network = RandomBatches.network(architecture, 9);
    DoubleNetwork reference = new DoubleNetwork(network);
    Trainer trainer =
        new Trainer(
            network,
            () -> new CrossEntropy(architecture.outputs()),
            new GradientCapture(),
            rowIds.length,
            new MaskSource(Stream.TEACHER_MASKS, SEED),
            new Workers(1));

    double loss = trainer.step(rowIds.length, batch, rowIds, 1);

    assertThat(loss).isCloseTo(loss(reference, batch, rowIds), within(1e-6 * loss));
    for (int parameter = 0; parameter < network.parameters().size(); parameter++) {
      double[] gradient = DoubleNetwork.widened(network.parameters().get(parameter).toArray());
      double[] expected = differences(reference, parameter, batch, rowIds);
      double size = rootMeanSquare(expected);
      assertThat(size).isGreaterThan(1e-3);
      assertThat(gradient)
          .as("parameter %d", parameter)
          .containsExactly(expected, within(1e-4 * size));
    }
  }

  /** Nets so large that workers share the weights of a layer, and units unless it is the last. */
  @ParameterizedTest
  @CsvSource({"520, 512", "300, 440", "300, 260"})
  void equalsFiniteDifferencesWhereUnitsAreShared(int below, int above) {
    Architecture architecture =
        RandomBatches.architecture(new int[] {20, below, above, 5}, .2, .5, .3);
    assertThat(StepPlan.largestBlock(architecture)).isLessThan(below * above);
    RandomBatches batch = new RandomBatches(architecture, 60, true, 5);
    int[] rowIds = IntStream.range(0, 40).map(i -> i * 7 % 60).toArray();
    Network network = RandomBatches.network(architecture, 9);
    DoubleNetwork reference = new DoubleNetwork(network);
    double loss;
    try (Workers workers = new Workers(2)) {
      loss =
          new Trainer(
                  network,
                  () -> new CrossEntropy(5),
                  new GradientCapture(),
                  rowIds.length,
                  new MaskSource(Stream.TEACHER_MASKS, SEED),
                  workers)
              .step(rowIds.length, batch, rowIds, 1);
    }

    assertThat(loss).isCloseTo(loss(reference, batch, rowIds), within(1e-6 * loss));
    for (int parameter = 0; parameter < network.parameters().size(); parameter++) {
      float[] gradient = network.parameters().get(parameter).toArray();
      int[] some =
          new RandomSequence(parameter)
              .ints(Math.min(12, gradient.length), 0, gradient.length)
              .toArray();
      double[] expected = differences(reference, parameter, some, batch, rowIds);
      double size = rootMeanSquare(expected);
      assertThat(size).isPositive();
      for (int i = 0; i < some.length; i++) {
        assertThat((double) gradient[some[i]])
            .as("parameter %d, weight %d", parameter, some[i])
            .isCloseTo(expected[i], within(1e-4 * size));
      }
    }
  }

  private static double[] differences(
      DoubleNetwork network, int parameter, RandomBatches batch, int[] rowIds) {
    int[] all = IntStream.range(0, network.parameter(parameter).length).toArray();
    return differences(network, parameter, all, batch, rowIds);
  }

  private static double[] differences(
      DoubleNetwork network, int parameter, int[] chosen, RandomBatches batch, int[] rowIds) {
    double[] weights = network.parameter(parameter);
    double[] gradient = new double[chosen.length];
    for (int k = 0; k < chosen.length; k++) {
      int i = chosen[k];
      double weight = weights[i];
      weights[i] = weight + STEP;
      double above = loss(network, batch, rowIds);
      weights[i] = weight - STEP;
      double below = loss(network, batch, rowIds);
      weights[i] = weight;
      gradient[k] = (above - below) / (2 * STEP);
    }
    return gradient;
  }

  private static double loss(DoubleNetwork network, RandomBatches batch, int[] rowIds) {
    double sum = 0;
    for (int id : rowIds) {
      double[][] masks = network.masks(Stream.TEACHER_MASKS, SEED, 0, id);
      sum += network.crossEntropy(batch.input(id), batch.target(id), masks);
    }
    return sum / rowIds.length;
  }

  private static double rootMeanSquare(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }
}
