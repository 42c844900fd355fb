package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dropoutdistillery.dropout.CheckerboardMasks;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.DoubleNetwork;
import org.dropoutdistillery.nn.NaiveNetwork;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.predict.ConvNets.Layer;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random passes of convolutional networks. */
class MonteCarloConvolutionTest {
  private static final long SEED = 12;
  private static final Workers WORKERS = new Workers(2);
  private static final org.dropoutdistillery.random.Stream MASKS =
      org.dropoutdistillery.random.Stream.EVALUATION_MASKS;

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  static Stream<Arguments> nets() {
    return ConvNets.all();
  }

  private static RowSource rows(Architecture shape, int rows) {
    return SmallNets.rows(rows, shape.inputs(), 6);
  }

  private static MonteCarloPredictor predictor(Network network, Workers workers) {
    return new MonteCarloPredictor(network, new MaskSource(MASKS, SEED), workers);
  }

  static Stream<Arguments> allNets() {
    return ConvNets.withBlocks();
  }

  /** Every pass against loops over the kernels, under the masks of its addresses. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("allNets")
  void passesHaveTheMasksOfTheirAddresses(String name, Architecture shape) {
    Network network = SmallNets.network(shape, 5);
    NaiveNetwork reference = new NaiveNetwork(network, false);
    RowSource source = rows(shape, 21);
    for (int groupSize : new int[] {1, 4, MaskSharing.ALL_ROWS}) {
      MonteCarloPlan plan = new MonteCarloPlan(new MaskSharing(groupSize), false, 2, 3);
      for (int pass = 0; pass < 6; pass += 2) {
        double[] p = predictor(network, WORKERS).pass(network, source, plan, pass);
        for (int row = 0; row < source.rows(); row++) {
          double[] values =
              DoubleNetwork.widened(
                  Arrays.copyOfRange(
                      source.features(), row * source.width(), (row + 1) * source.width()));
          double[] expected =
              reference.logits(values, reference.masks(MASKS, SEED, pass, row / groupSize));
          LogSoftmax.row(expected, expected, 0, expected.length);
          for (int k = 0; k < expected.length; k++) {
            assertThat(p[row * expected.length + k]).isCloseTo(Math.exp(expected[k]), within(1e-5));
          }
        }
      }
    }
  }

  /** Means of 20 rows of a mask each: their squared errors, by their variances, sum to a χ². */
  @ParameterizedTest(name = "{0}")
  @MethodSource("nets")
  void theAverageIsTheExactOneWithinItsError(String name, Architecture shape) {
    Network network = SmallNets.network(shape, 8);
    RowSource source = rows(shape, 20);
    int passes = 4000;
    MonteCarloAverage average =
        predictor(network, WORKERS).predict(network, source, 10, passes / 10, () -> false);
    ExactAverage exact = new ExactPredictor(WORKERS).average(network, source, () -> false);
    double[] deviations =
        IntStream.range(0, source.rows())
            .map(row -> row * shape.outputs())
            .filter(i -> average.variance()[i] > 1e-6)
            .mapToDouble(
                i ->
                    (average.mean()[i] - exact.mean()[i])
                        / Math.sqrt(average.variance()[i] / passes))
            .toArray();

    assertThat(deviations.length).isGreaterThan(15);
    double chiSquare = Arrays.stream(deviations).map(d -> d * d).sum();
    assertThat(Frequencies.deviationOfChiSquare(chiSquare, deviations.length))
        .isLessThan(Frequencies.DEVIATIONS);
    // Bounds so wide that standard dropout would pass too would say nothing.
    Predictions standard = new StandardPredictor(network, WORKERS).predict(network, source);
    double distance = 0;
    for (int i = 0; i < exact.mean().length; i++) {
      distance = Math.max(distance, Math.abs(standard.probabilities()[i] - exact.mean()[i]));
    }
    assertThat(distance).isGreaterThan(.01);
  }

  /** Blocks of balanced passes are independent, though their passes are not. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("nets")
  void soIsTheAverageOfBalancedPasses(String name, Architecture shape) {
    Network network = SmallNets.network(shape, 8);
    RowSource source = rows(shape, 20);
    int blocks = 60;
    MonteCarloPlan plan = new MonteCarloPlan(MaskSharing.NONE, true, blocks, 10);
    boolean hasBoards =
        IntStream.range(0, shape.layers())
            .anyMatch(site -> shape.law(site) instanceof CheckerboardMasks);
    assertThat(MonteCarloPlan.canBalance(shape)).isNotEqualTo(hasBoards);
    if (hasBoards) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> predictor(network, WORKERS).predict(network, source, plan, () -> false))
          .withMessageContaining("balanced passes");
      return;
    }
    MonteCarloAverage average =
        predictor(network, WORKERS).predict(network, source, plan, () -> false);
    ExactAverage exact = new ExactPredictor(WORKERS).average(network, source, () -> false);
    double chiSquare = 0;
    int count = 0;
    for (int i = 0; i < exact.mean().length; i += shape.outputs()) {
      double squares = 0;
      for (double[] block : average.blockMeans()) {
        squares += Math.pow(block[i] - average.mean()[i], 2);
      }
      if (squares > 1e-8) {
        double error = Math.sqrt(squares / (blocks - 1) / blocks);
        chiSquare += Math.pow((average.mean()[i] - exact.mean()[i]) / error, 2);
        count++;
      }
    }
    assertThat(count).isGreaterThan(15);
    assertThat(Frequencies.deviationOfChiSquare(chiSquare, count))
        .isLessThan(Frequencies.DEVIATIONS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nets")
  void workersNeverChangeABit(String name, Architecture shape) {
    Network network = SmallNets.network(shape, 5);
    RowSource source = rows(shape, 75);
    for (MaskSharing sharing : List.of(MaskSharing.NONE, MaskSharing.PASS)) {
      MonteCarloPlan plan = new MonteCarloPlan(sharing, false, 2, 8);
      List<MonteCarloAverage> averages = new ArrayList<>();
      for (int count = 1; count <= 3; count++) {
        try (Workers workers = new Workers(count)) {
          averages.add(predictor(network, workers).predict(network, source, plan, () -> false));
        }
      }
      for (MonteCarloAverage each : averages) {
        assertThat(each.mean()).isEqualTo(averages.get(0).mean());
        assertThat(each.variance()).isEqualTo(averages.get(0).variance());
        assertThat(each.expectedEntropy()).isEqualTo(averages.get(0).expectedEntropy());
      }
    }
  }

  @Test
  void withoutDropoutEveryPassIsStandard() {
    Architecture shape =
        ConvNets.of(
            new Shape(1, 8, 8),
            ConvNets.elements(.2),
            4,
            Layer.relu(4, ConvNets.SAME_3_MAX_2, ConvNets.maps(.5)),
            Layer.dense(8, .5));
    Network plain = SmallNets.network(shape, 5).copyWithoutDropout();
    RowSource source = rows(shape, 64);
    Predictions standard = new StandardPredictor(plain, WORKERS).predict(plain, source);
    MonteCarloAverage average = predictor(plain, WORKERS).predict(plain, source, 4, 2, () -> false);

    assertThat(average.mean()).isEqualTo(standard.probabilities());
    assertThat(average.variance()).containsOnly(0.0);
  }

  /**
   * So many values before the first dropout are not kept at once; a row's passes are its own all
   * the same, and so are the masks that rows share across the places where groups meet.
   */
  @Test
  void manyRowsWithLargeMapsAreTakenGroupByGroup() {
    Convolution narrow = new Convolution(1, 1, Convolution.Padding.VALID, false, null);
    Architecture shape =
        ConvNets.of(
            new Shape(1, 28, 28),
            ConvNets.elements(0),
            2,
            new Layer(11, Activation.RELU, narrow, ConvNets.maps(.5)));
    Network network = SmallNets.network(shape, 5);
    RowSource all = rows(shape, 2500);
    for (int groupSize : new int[] {1, 700, MaskSharing.ALL_ROWS}) {
      MonteCarloPlan plan = new MonteCarloPlan(new MaskSharing(groupSize), false, 1, 3);
      MonteCarloPredictor predictor = predictor(network, WORKERS);
      double[] mean = predictor.predict(network, all, plan, () -> false).mean();
      double[] heard = new double[mean.length];
      predictor.predict(
          network,
          all,
          plan,
          (pass, outputs) -> Arrays.setAll(heard, i -> heard[i] + outputs[i] / 3),
          () -> false);
      assertThat(heard).containsExactly(mean, within(1e-12));
      // The first rows alone are in one group.
      int[] ids = Arrays.copyOf(all.ids(), 1500);
      RowSource some = new RowSource(all.features(), all.width(), ids);
      double[] alone = predictor.predict(network, some, plan, () -> false).mean();
      assertThat(Arrays.copyOf(mean, alone.length)).containsExactly(alone, within(1e-6));
      NaiveNetwork reference = new NaiveNetwork(network, false);
      int last = 2499;
      double expected = 0;
      for (int pass = 0; pass < 3; pass++) {
        double[] values =
            DoubleNetwork.widened(
                Arrays.copyOfRange(all.features(), last * all.width(), (last + 1) * all.width()));
        long maskId = groupSize == 1 ? last : last / groupSize;
        double[] z = reference.logits(values, reference.masks(MASKS, SEED, pass, maskId));
        expected += 1 / (1 + Math.exp(z[1] - z[0])) / 3;
      }
      assertThat(mean[2 * last]).isCloseTo(expected, within(1e-5));
    }
  }
}
