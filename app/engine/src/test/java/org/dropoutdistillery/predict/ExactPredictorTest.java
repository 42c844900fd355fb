package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.dropoutdistillery.random.Stream.EVALUATION_MASKS;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dropoutdistillery.dropout.BlockMasks;
import org.dropoutdistillery.dropout.ChannelMasks;
import org.dropoutdistillery.dropout.Gaussian;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
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

class ExactPredictorTest {
  private static final Workers WORKERS = new Workers(2);
  private static final ExactPredictor EXACT = new ExactPredictor(WORKERS);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  static Stream<Arguments> nets() {
    return Stream.concat(denseNets(), ConvNets.all());
  }

  private static Stream<Arguments> denseNets() {
    return Stream.of(
        net("one site, last", Activation.RELU, new int[] {3, 9, 3}, 0, .3),
        net("one site, input", Activation.RELU, new int[] {7, 5, 4}, .2, 0),
        net("one site, middle", Activation.RELU, new int[] {3, 8, 6, 3}, 0, .6, 0),
        net("two sites", Activation.RELU, new int[] {2, 6, 5, 2}, 0, .5, .5),
        net("two sites apart", Activation.RELU, new int[] {5, 4, 6, 3}, .1, 0, .7),
        net("three sites", Activation.RELU, new int[] {4, 4, 4, 3}, .2, .5, .4),
        net("four sites", Activation.RELU, new int[] {3, 3, 3, 3, 2}, .2, .5, .4, .9),
        net("tanh", Activation.TANH, new int[] {4, 5, 4, 3}, .25, .5, .1),
        net("identity", Activation.IDENTITY, new int[] {4, 5, 4, 3}, .25, .5, .1),
        net("no hidden layer", Activation.RELU, new int[] {9, 3}, .35),
        net("no dropout", Activation.TANH, new int[] {3, 5, 3}, 0, 0),
        // More than one stretch between two fresh additions of the sums.
        net("many masks", Activation.RELU, new int[] {14, 3, 2}, .45, 0));
  }

  private static Arguments net(String name, Activation activation, int[] sizes, double... rates) {
    return Arguments.of(name, SmallNets.architecture(activation, sizes, rates));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nets")
  void everyAverageIsThatOfAllPasses(String name, Architecture architecture) {
    Network network = SmallNets.network(architecture, 5);
    RowSource source = SmallNets.rows(6, architecture.inputs(), 6);
    ExactAverage average = EXACT.average(network, source, () -> false);
    OutputMoments outputs = EXACT.outputs(network, source, () -> false);

    for (int row = 0; row < source.rows(); row++) {
      AllMasks all = new AllMasks(network, values(source, row));
      int first = row * architecture.outputs();
      assertRow(average.mean(), first, all.mean, 1e-12);
      assertRow(average.expectedLog(), first, all.expectedLog, 1e-11);
      assertRow(outputs.mean(), first, all.outputMean, 1e-11);
      assertRow(outputs.variance(), first, all.outputVariance, 1e-10);
      assertThat(average.expectedEntropy()[row]).isCloseTo(all.expectedEntropy, within(1e-11));
      assertThat(average.masks()[row]).isEqualTo(all.count());
    }
  }

  private static void assertRow(double[] got, int first, double[] expected, double tolerance) {
    assertThat(Arrays.copyOfRange(got, first, first + expected.length))
        .containsExactly(expected, within(tolerance));
  }

  private static double[] values(RowSource source, int row) {
    return IntStream.range(0, source.width())
        .mapToDouble(i -> source.features()[row * source.width() + i])
        .toArray();
  }

  @Test
  void unitsAtZeroHaveNoMasks() {
    Architecture architecture = SmallNets.architecture(Activation.RELU, new int[] {4, 3, 2}, .2, 0);
    RowSource source = new RowSource(new float[] {1, 2, 3, 4, 0, 0, -1, 0, 0, 0, 0, 0}, 4, ids(3));
    ExactAverage average = EXACT.average(SmallNets.network(architecture, 1), source, () -> false);

    assertThat(average.masks()).containsExactly(16, 2, 1);
  }

  @Test
  void theReferenceNetGivesWhatPyTorchEnumerated() throws Exception {
    ReferenceNet moons = ReferenceNet.moons();
    double[] exact = ReferenceNet.arrays("moons-tiny.exact").get("exact").doubles();
    Predictions predictions = EXACT.predict(moons.network(), moons.source(), () -> false);

    assertThat(predictions.probabilities()).containsExactly(exact, within(1e-6));
    // Loose bounds would let standard pass too.
    Predictions standard =
        new StandardPredictor(moons.network(), WORKERS).predict(moons.network(), moons.source());
    assertThat(distance(standard.probabilities(), exact)).isGreaterThan(.01);
  }

  /** E_r KL(p_r‖q) = KL(p̄‖q) + MI for every q (METHODS.md, section 1). */
  @ParameterizedTest(name = "{0}")
  @MethodSource("nets")
  void theExpectedDivergenceIsThatOfTheMeanAndTheInformation(String name, Architecture shape) {
    Network network = SmallNets.network(shape, 8);
    RowSource source = SmallNets.rows(4, shape.inputs(), 9);
    ExactAverage average = EXACT.average(network, source, () -> false);
    double[] information = average.mutualInformation();
    int classes = shape.outputs();
    for (int row = 0; row < source.rows(); row++) {
      double[] q = new double[classes];
      Arrays.setAll(q, k -> Math.sin(7.0 * k + 1));
      LogSoftmax.row(q, q, 0, classes);
      double klOfMean = 0;
      for (int k = 0; k < classes; k++) {
        double p = average.mean()[row * classes + k];
        klOfMean += p * (Math.log(p) - q[k]);
      }
      double expectedKl = new AllMasks(network, values(source, row), q).expectedKl;
      assertThat(expectedKl).isCloseTo(klOfMean + information[row], within(1e-10));
      assertThat(information[row]).isGreaterThanOrEqualTo(0);
    }
  }

  /** Standard is the geometric mean exactly where no nonlinear layer follows a mask. */
  @Test
  void standardIsTheGeometricMeanBehindTheLastHiddenLayerOnly() {
    int[] sizes = {3, 8, 9, 4};
    Network last = SmallNets.network(SmallNets.architecture(Activation.TANH, sizes, 0, 0, .5), 3);
    Network earlier =
        SmallNets.network(SmallNets.architecture(Activation.TANH, sizes, 0, .5, 0), 3);
    RowSource source = SmallNets.rows(10, 3, 4);
    ExactAverage average = EXACT.average(last, source, () -> false);
    // Without masks there is one pass, and it is the standard one, here in double.
    Predictions standard =
        EXACT.average(last.copyWithoutDropout(), source, () -> false).geometricMean();

    assertThat(average.geometricMean().logProbabilities())
        .containsExactly(standard.logProbabilities(), within(1e-12));
    assertThat(distance(average.mean(), standard.probabilities())).isGreaterThan(.01);
    double[] ofEarlier =
        EXACT.average(earlier, source, () -> false).geometricMean().probabilities();
    assertThat(distance(ofEarlier, standard.probabilities())).isGreaterThan(.01);
  }

  @Test
  void standardInFloatIsTheGeometricMeanToo() {
    Architecture architecture =
        SmallNets.architecture(Activation.RELU, new int[] {6, 16, 3}, 0, .3);
    Network network = SmallNets.network(architecture, 3);
    RowSource source = SmallNets.rows(50, 6, 4);
    Predictions standard = new StandardPredictor(network, WORKERS).predict(network, source);

    assertThat(standard.probabilities())
        .containsExactly(
            EXACT.average(network, source, () -> false).geometricMean().probabilities(),
            within(1e-6));
  }

  /**
   * Per fourfold number of passes a quarter of the squared error: the slope in logarithms is −1.
   */
  @Test
  void theSquaredErrorOfMonteCarloFallsAsOneByTheNumberOfPasses() {
    ReferenceNet moons = ReferenceNet.moons();
    double[] exact = EXACT.predict(moons.network(), moons.source(), () -> false).probabilities();
    int points = 6;
    double[] logs = new double[points];
    double[] variances = new double[points];
    for (int i = 0; i < points; i++) {
      double[] squares = squaredErrors(moons, exact, 10 << (2 * i), i);
      double mean = Arrays.stream(squares).average().orElseThrow();
      double spread = Arrays.stream(squares).map(s -> (s - mean) * (s - mean)).sum();
      logs[i] = Math.log(mean);
      // Of the logarithm, by the delta method; rows have masks of their own.
      variances[i] = spread / (squares.length - 1.0) / squares.length / (mean * mean);
    }
    double slope = 0;
    double variance = 0;
    double norm = IntStream.range(0, points).mapToDouble(i -> Math.pow(i - 2.5, 2)).sum();
    for (int i = 0; i < points; i++) {
      double weight = (i - 2.5) / norm / Math.log(4);
      slope += weight * logs[i];
      variance += weight * weight * variances[i];
    }
    assertThat(Math.sqrt(variance)).isLessThan(.05);
    assertThat(slope).isCloseTo(-1, within(Frequencies.DEVIATIONS * Math.sqrt(variance)));
  }

  private static double[] squaredErrors(ReferenceNet net, double[] exact, int passes, long seed) {
    MaskSource masks = new MaskSource(EVALUATION_MASKS, seed);
    double[] mean =
        new MonteCarloPredictor(net.network(), masks, WORKERS)
            .predict(net.network(), net.source(), 1, passes, () -> false)
            .mean();
    return IntStream.range(0, net.rows())
        .mapToDouble(row -> Math.pow(mean[2 * row] - exact[2 * row], 2))
        .toArray();
  }

  private static double distance(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  @Test
  void workersNeverChangeABit() {
    ReferenceNet moons = ReferenceNet.moons();
    ExactAverage two = EXACT.average(moons.network(), moons.source(), () -> false);
    for (int count : new int[] {1, 3}) {
      try (Workers workers = new Workers(count)) {
        ExactAverage other =
            new ExactPredictor(workers).average(moons.network(), moons.source(), () -> false);
        assertThat(other.mean()).isEqualTo(two.mean());
        assertThat(other.expectedLog()).isEqualTo(two.expectedLog());
        assertThat(other.expectedEntropy()).isEqualTo(two.expectedEntropy());
      }
    }
  }

  @Test
  void rowsComeInTheOrderOfTheirIds() {
    ReferenceNet moons = ReferenceNet.moons();
    double[] all = EXACT.predict(moons.network(), moons.source(), () -> false).probabilities();
    int[] ids = {99, 3, 70, 3};
    RowSource some = new RowSource(moons.x(), 2, ids);
    double[] chosen = EXACT.predict(moons.network(), some, () -> false).probabilities();

    for (int i = 0; i < ids.length; i++) {
      assertThat(chosen[2 * i]).isEqualTo(all[2 * ids[i]]);
    }
  }

  @Test
  void refusesARowOfTooManyUnitsByName() {
    Network network =
        SmallNets.network(SmallNets.architecture(Activation.RELU, new int[] {30, 2}, .5), 1);
    float[] features = new float[90];
    Arrays.fill(features, 0, 22, 1);
    Arrays.fill(features, 30, 53, 1);
    Arrays.fill(features, 60, 90, 1);

    assertThatThrownBy(
            () -> EXACT.average(network, new RowSource(features, 30, ids(3)), () -> false))
        .isInstanceOf(TooManyMasksException.class)
        .hasMessage(
            "row 1 has 2^23 masks, and at most 2^22 = 4,194,304 are enumerated: it has 23 active"
                + " units at the input. Use fewer units or the Monte-Carlo average");
    // The row with 22 is taken.
    ExactAverage most =
        EXACT.average(network, new RowSource(features, 30, new int[] {0}), () -> false);
    assertThat(most.masks()).containsExactly(1 << 22);
    assertThat(most.mean()[0] + most.mean()[1]).isCloseTo(1, within(1e-12));
  }

  @Test
  void refusesTooManyMasksOfSeveralSitesTogether() {
    int[] sizes = {2, 14, 14, 2};
    Network both = SmallNets.network(SmallNets.architecture(Activation.TANH, sizes, 0, .5, .5), 1);
    Network wide =
        SmallNets.network(
            SmallNets.architecture(Activation.TANH, new int[] {2, 40, 14, 2}, 0, .5, .5), 1);
    RowSource source = new RowSource(new float[] {1, 2}, 2, ids(1));

    assertThatThrownBy(() -> EXACT.outputs(both, source, () -> false))
        .isInstanceOf(TooManyMasksException.class)
        .hasMessageContaining("row 0 has more than 2^22 masks")
        .hasMessageContaining(
            "14 active units at hidden layer 1 and under some masks 14 active units at hidden"
                + " layer 2");
    assertThatThrownBy(() -> EXACT.predict(wide, source, () -> false))
        .hasMessageContaining("row 0 has at least 2^40 masks")
        .hasMessageContaining("it has 40 active units at hidden layer 1.");
  }

  /** ReLU units are mostly idle under most masks: what counts is what is there, not what may be. */
  @Test
  void countsTheMasksThereAreAndNotTheWorstCase() {
    Architecture architecture =
        SmallNets.architecture(Activation.RELU, new int[] {3, 10, 14, 2}, 0, .5, .5);
    RowSource source = SmallNets.rows(20, 3, 2);
    long[] masks = EXACT.average(SmallNets.network(architecture, 1), source, () -> false).masks();

    assertThat(Arrays.stream(masks).max().orElseThrow()).isBetween(1000L, 1L << 22);
  }

  @Test
  void refusesLawsWithoutACount() {
    Architecture architecture = new Architecture(2, new Gaussian(.5), List.of(), 2);
    Network network = SmallNets.network(architecture, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> EXACT.predict(network, new RowSource(new float[2], 2, ids(1)), () -> false))
        .withMessageContaining("dropout site 0 has Gaussian[dropRate=0.5], whose")
        .withMessageContaining("needs Bernoulli masks");
  }

  @Test
  void refusesLawsOfMapsWithoutACountToo() {
    Shape image = new Shape(2, 4, 4);
    for (MaskLaw law :
        List.of(new BlockMasks(.2, 2, 2, 4, 4), new ChannelMasks(new Gaussian(.5), 2, 4, 4))) {
      Architecture architecture =
          ConvNets.of(
              image,
              ConvNets.elements(0),
              2,
              new Layer(2, Activation.RELU, ConvNets.SAME_3, shape -> law));
      Network network = SmallNets.network(architecture, 1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EXACT.predict(network, SmallNets.rows(1, 32, 1), () -> false))
          .withMessageContaining("dropout site 1 has " + law + ", whose masks cannot be counted");
    }
  }

  @Test
  void saysWhichMapsAndMasksAreTooMany() {
    Network maps =
        SmallNets.network(
            ConvNets.of(
                new Shape(1, 4, 4),
                ConvNets.board(.3, 1),
                2,
                new Layer(21, Activation.TANH, ConvNets.SAME_3, ConvNets.maps(.5))),
            1);

    assertThatThrownBy(() -> EXACT.predict(maps, SmallNets.rows(1, 16, 1), () -> false))
        .isInstanceOf(TooManyMasksException.class)
        .hasMessage(
            "row 0 has more than 2^22 masks, and at most 2^22 = 4,194,304 are enumerated: it has 3"
                + " masks of the input and under some masks 21 active feature maps at hidden layer"
                + " 1. Use fewer units or the Monte-Carlo average");
    Network boards =
        SmallNets.network(
            ConvNets.of(
                new Shape(1, 2, 11),
                ConvNets.elements(.5),
                2,
                Layer.relu(1, ConvNets.SAME_1, ConvNets.board(.3, 1))),
            1);
    // One of 22 is 0, and 3 · 2^21 are more than 2^22.
    assertThatThrownBy(() -> EXACT.predict(boards, SmallNets.rows(1, 22, 1), () -> false))
        .hasMessageContaining("row 0 has more than 2^22 masks")
        .hasMessageContaining("21 active units at the input and 3 masks of hidden layer 1.");
  }

  @Test
  void mapsThatAreNowhereActiveHaveNoMasks() {
    Architecture architecture =
        ConvNets.of(
            new Shape(3, 2, 2),
            ConvNets.maps(.5),
            2,
            Layer.relu(2, ConvNets.SAME_1, ConvNets.elements(0)));
    // Three maps at each position: of the first map all values, of the second one, of the last
    // none.
    float[] row = {1, 0, 0, 2, 0, 0, 3, -1, 0, 4, 0, 0};
    ExactAverage average =
        EXACT.average(
            SmallNets.network(architecture, 1), new RowSource(row, 12, ids(1)), () -> false);

    assertThat(average.masks()).containsExactly(4);
  }

  @Test
  void refusesRowsOfAnotherWidth() {
    ReferenceNet moons = ReferenceNet.moons();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                EXACT.predict(moons.network(), new RowSource(new float[3], 3, ids(1)), () -> false))
        .withMessageContaining("rows of 3 features for a network of 2 inputs");
  }

  @Test
  void cancelledPredictionsAreNull() {
    Network network =
        SmallNets.network(SmallNets.architecture(Activation.TANH, new int[] {22, 30, 2}, .5, 0), 1);
    RowSource source = new RowSource(new float[22 * 500], 22, ids(500));
    Arrays.fill(source.features(), 1);
    AtomicInteger asked = new AtomicInteger();

    // All of it would take minutes.
    assertThat(EXACT.average(network, source, () -> asked.incrementAndGet() > 5)).isNull();
    assertThat(EXACT.predict(network, source, () -> true)).isNull();
    assertThat(EXACT.outputs(network, source, () -> true)).isNull();
  }

  private static int[] ids(int count) {
    return IntStream.range(0, count).toArray();
  }

  @Test
  void lawsThatDropNothingNeedNoCount() {
    Shape image = new Shape(1, 4, 4);
    Architecture none =
        ConvNets.of(
            image,
            ConvNets.elements(0),
            2,
            Layer.relu(2, ConvNets.SAME_3, shape -> new BlockMasks(0, 2, 2, 4, 4)),
            Layer.dense(3, .5));
    Network network = SmallNets.network(none, 1);

    assertThat(EXACT.predict(network, SmallNets.rows(1, 16, 1), () -> false)).isNotNull();
  }
}
