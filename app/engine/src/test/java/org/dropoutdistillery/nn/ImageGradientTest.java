package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients through convolutional layers against central differences of plain double loops. */
class ImageGradientTest {
  private static final long SEED = 77;
  private static final double STEP = 1e-6;
  private static final double PENALTY = 1.7;
  private static final int[] ROW_IDS = {41, 3, 7, 59, 12, 0, 13, 8, 30, 31, 32, 33};

  static Stream<Arguments> networks() {
    return ImageNets.all().stream()
        .flatMap(net -> Stream.of(Arguments.of(net, true, 1), Arguments.of(net, false, 2)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void equalsFiniteDifferences(Architecture architecture, boolean byBatch, int count) {
    RandomBatches batch = new RandomBatches(architecture, 60, true, 5);
    Network network = ImageNets.network(architecture, 9);
    NaiveNetwork reference = new NaiveNetwork(network, byBatch);
    double loss;
    try (Workers workers = new Workers(count)) {
      Trainer trainer =
          new Trainer(
              network,
              () -> new CrossEntropy(architecture.outputs()),
              new GradientCapture(),
              ROW_IDS.length + 3,
              new MaskSource(org.dropoutdistillery.random.Stream.TEACHER_MASKS, SEED),
              workers);
      if (!byBatch) {
        trainer.keepNormalisation();
      }
      loss = trainer.step(ROW_IDS.length, batch, ROW_IDS, 1);
    }

    assertThat(loss).isCloseTo(loss(reference, batch), within(1e-6 * loss));
    for (int parameter : learnt(network)) {
      assertGradient(
          network, parameter, differences(reference, parameter, net -> loss(net, batch)));
    }
  }

  /** Statistics are remembered ones: those of a batch would be of rows with and without masks. */
  @ParameterizedTest
  @MethodSource("architectures")
  void expectationLinearDropoutGoesThroughBothBranches(Architecture architecture) {
    RandomBatches batch = new RandomBatches(architecture, 60, true, 5);
    Network network = ImageNets.network(architecture, 9);
    NaiveNetwork reference = new NaiveNetwork(network, false);
    double loss;
    try (Workers workers = new Workers(2)) {
      Trainer trainer =
          new Trainer(
              network,
              () -> ExpectationLinear.ofProbabilities(architecture.outputs(), PENALTY),
              new GradientCapture(),
              ROW_IDS.length,
              new MaskSource(org.dropoutdistillery.random.Stream.TEACHER_MASKS, SEED),
              workers);
      trainer.keepNormalisation();
      loss = trainer.step(ROW_IDS.length, batch, ROW_IDS, 1);
    }

    assertThat(loss).isCloseTo(pairLoss(reference, batch), within(1e-6 * loss));
    for (int parameter : learnt(network)) {
      assertGradient(
          network, parameter, differences(reference, parameter, net -> pairLoss(net, batch)));
    }
  }

  static List<Architecture> architectures() {
    return ImageNets.all();
  }

  private static double pairLoss(NaiveNetwork network, RandomBatches batch) {
    double penalty = 0;
    for (int id : ROW_IDS) {
      double[][] masks =
          network.masks(org.dropoutdistillery.random.Stream.TEACHER_MASKS, SEED, 0, id);
      double[][] ones = new double[masks.length][];
      for (int site = 0; site < ones.length; site++) {
        ones[site] = new double[masks[site].length];
        Arrays.fill(ones[site], 1);
      }
      double[] masked = network.probabilities(batch.input(id), masks);
      double[] plain = network.probabilities(batch.input(id), ones);
      for (int k = 0; k < masked.length; k++) {
        double difference = masked[k] - plain[k];
        penalty += PENALTY * difference * difference / ROW_IDS.length;
      }
    }
    return loss(network, batch) + penalty;
  }

  private static void assertGradient(Network network, int parameter, double[] expected) {
    double[] gradient = DoubleNetwork.widened(network.parameters().get(parameter).toArray());
    // Means of a batch take away whatever is added to all of its sums: nothing is left but error.
    double size = Math.max(rootMeanSquare(expected), 1e-5);
    assertThat(gradient)
        .as("parameter %d", parameter)
        .containsExactly(expected, within(2e-4 * size));
  }

  /** Returns the numbers of all parameters but remembered means and variances. */
  private static List<Integer> learnt(Network network) {
    int layers = 2 * network.architecture().layers();
    return Stream.iterate(0, i -> i + 1)
        .limit(network.parameters().size())
        .filter(i -> i < layers || (i - layers) % Normalisation.PARAMETERS == 0)
        .toList();
  }

  private static double[] differences(
      NaiveNetwork network, int parameter, ToDoubleFunction<NaiveNetwork> loss) {
    double[] weights = network.parameter(parameter);
    double[] gradient = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      double weight = weights[i];
      weights[i] = weight + STEP;
      double above = loss.applyAsDouble(network);
      weights[i] = weight - STEP;
      double below = loss.applyAsDouble(network);
      weights[i] = weight;
      gradient[i] = (above - below) / (2 * STEP);
    }
    return gradient;
  }

  private static double loss(NaiveNetwork network, RandomBatches batch) {
    double[][] rows = new double[ROW_IDS.length][];
    double[][] targets = new double[ROW_IDS.length][];
    double[][][] masks = new double[ROW_IDS.length][][];
    for (int i = 0; i < ROW_IDS.length; i++) {
      rows[i] = batch.input(ROW_IDS[i]);
      targets[i] = batch.target(ROW_IDS[i]);
      masks[i] =
          network.masks(org.dropoutdistillery.random.Stream.TEACHER_MASKS, SEED, 0, ROW_IDS[i]);
    }
    return network.loss(rows, targets, masks);
  }

  private static double rootMeanSquare(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares / values.length);
  }
}
