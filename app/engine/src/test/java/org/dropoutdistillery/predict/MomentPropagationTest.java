package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.Gaussian;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MomentPropagationTest {
  private static final Workers WORKERS = new Workers(2);
  private static final long KEY = Stream.EVALUATION_MASKS.key(4);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  static java.util.stream.Stream<Arguments> laws() {
    return java.util.stream.Stream.of(
        Arguments.of(new Bernoulli(.2), .25),
        Arguments.of(new Bernoulli(.8), 4),
        Arguments.of(new Gaussian(.2), .25),
        Arguments.of(new Gaussian(.5), 1));
  }

  /** z = Σ_i x_i r_i w_i + b has covariance Σ_i x_i² Var r w_i w_iᵀ. */
  @ParameterizedTest
  @MethodSource("laws")
  void theMomentsOfALinearNetAreInClosedForm(MaskLaw law, double factorVariance) {
    Architecture shape = new Architecture(6, law, List.of(), 4);
    Network network = SmallNets.network(shape, 1);
    RowSource source = SmallNets.rows(3, 6, 2);
    MomentPass pass = new MomentPass(shape, 8);
    SquaredWeights squares = new SquaredWeights(shape);
    squares.update(network);
    source.read(0, 3, pass.input());
    pass.run(network, squares, 3);
    pass.computeCovariances(network, 3);
    for (int row = 0; row < 3; row++) {
      double[] mean = new double[4];
      double[] covariance = new double[16];
      pass.readOutput(row, mean, covariance);
      for (int k = 0; k < 4; k++) {
        double sum = network.bias(0).get(0, k);
        for (int i = 0; i < 6; i++) {
          sum += source.features()[row * 6 + i] * network.weights(0).get(i, k);
        }
        assertThat(mean[k]).isCloseTo(sum, within(1e-6));
        for (int j = 0; j < 4; j++) {
          double expected = 0;
          for (int i = 0; i < 6; i++) {
            double x = source.features()[row * 6 + i];
            expected +=
                x
                    * x
                    * factorVariance
                    * network.weights(0).get(i, k)
                    * network.weights(0).get(i, j);
          }
          assertThat(covariance[k * 4 + j]).isCloseTo(expected, within(1e-5));
        }
        assertThat(pass.outputVariances().get(row, k))
            .isCloseTo((float) covariance[k * 4 + k], within(1e-5f));
      }
    }
  }

  @Test
  void onlyTheVarianceOfTheFactorsCounts() {
    ReferenceNet digits = ReferenceNet.digits();
    Network normal = digits.network().copy();
    Architecture shape = normal.architecture();
    normal.changeDropout(
        new Architecture(
            64,
            new Gaussian(.2),
            shape.hidden().stream()
                .map(hidden -> new Architecture.Hidden(hidden.units(), new Gaussian(.5)))
                .toList(),
            10));

    assertThat(outputs(normal, digits.source()).variance())
        .containsExactly(outputs(digits.network(), digits.source()).variance(), within(1e-4));
  }

  /** Whatever the layers below: they have no variance, and what follows is linear. */
  @ParameterizedTest
  @EnumSource
  void dropoutBeforeTheLastLayerIsExact(Activation activation) {
    int[] sizes = {5, 12, 10, 3};
    Network network = SmallNets.network(SmallNets.architecture(activation, sizes, 0, 0, .4), 5);
    // The forward pass of the exact average has all activations.
    assertSameOutputs(network, SmallNets.rows(70, 5, 3));
  }

  /** Identity units are linear: one site anywhere is exact in the mean, and before them in both. */
  @Test
  void oneSiteOfALinearNetIsExactInTheMean() {
    int[] sizes = {5, 12, 6, 3};
    Network network =
        SmallNets.network(SmallNets.architecture(Activation.IDENTITY, sizes, .3, .2, 0), 5);
    RowSource source = SmallNets.rows(7, 5, 3);
    double[] exact = new ExactPredictor(WORKERS).outputs(network, source, () -> false).mean();

    assertThat(outputs(network, source).mean()).containsExactly(exact, within(1e-4));
  }

  private static void assertSameOutputs(Network network, RowSource source) {
    OutputMoments exact = new ExactPredictor(WORKERS).outputs(network, source, () -> false);
    OutputMoments moments = outputs(network, source);
    for (int i = 0; i < exact.mean().length; i++) {
      double scale = 1e-5 * (1 + Math.abs(exact.mean()[i]) + exact.variance()[i]);
      assertThat(moments.mean()[i]).isCloseTo(exact.mean()[i], within(scale));
      assertThat(moments.variance()[i]).isCloseTo(exact.variance()[i], within(scale));
    }
    assertThat(Arrays.stream(exact.variance()).max().orElseThrow()).isGreaterThan(.1);
  }

  private static OutputMoments outputs(Network network, RowSource source) {
    return moments(network, MomentReadout.MEAN, WORKERS).outputs(network, source, () -> false);
  }

  private static MomentPropagation moments(
      Network network, MomentReadout readout, Workers workers) {
    return new MomentPropagation(network, readout, KEY, workers);
  }

  @Test
  void withoutDropoutTheMeansAreTheBitsOfStandard() {
    ReferenceNet digits = ReferenceNet.digits();
    Network plain = digits.network().copyWithoutDropout();
    Predictions standard = new StandardPredictor(plain, WORKERS).predict(plain, digits.source());
    Predictions mean =
        moments(plain, MomentReadout.MEAN, WORKERS).predict(plain, digits.source(), () -> false);

    assertThat(Arrays.equals(mean.logProbabilities(), standard.logProbabilities())).isTrue();
    assertThat(outputs(plain, digits.source()).variance()).containsOnly(0);
    for (MomentReadout readout : MomentReadout.values()) {
      assertThat(
              moments(plain, readout, WORKERS)
                  .predict(plain, digits.source(), () -> false)
                  .probabilities())
          .containsExactly(standard.probabilities(), within(1e-12));
    }
  }

  /**
   * Where layers are wide, sums are nearly normal and units nearly independent. What is left of
   * both: 0.02 deviations in the mean, 15 % of a single variance and 4 % of their average.
   */
  @ParameterizedTest
  @EnumSource(names = {"RELU", "TANH"})
  void wideLayersHaveTheMomentsOfManyPasses(Activation activation) {
    int[] sizes = {50, 512, 512, 10};
    Network network = SmallNets.network(SmallNets.architecture(activation, sizes, .2, .5, .5), 3);
    RowSource source = SmallNets.rows(4, 50, 9);
    int passes = 3000;
    OutputMoments moments = outputs(network, source);
    OutputMoments sampled = passes(network, source, passes);
    double ratios = 0;
    for (int i = 0; i < moments.mean().length; i++) {
      double deviation = Math.sqrt(sampled.variance()[i]);
      double ratio = moments.variance()[i] / sampled.variance()[i];
      double error = (moments.mean()[i] - sampled.mean()[i]) / deviation;
      assertThat(error).isCloseTo(0, within(.02 + Frequencies.DEVIATIONS / Math.sqrt(passes)));
      assertThat(ratio)
          .isCloseTo(1, within(.15 + Frequencies.DEVIATIONS * Math.sqrt(2.0 / passes)));
      ratios += ratio / moments.mean().length;
    }
    assertThat(ratios).isCloseTo(1, within(.04));
  }

  /** Returns the moments of the logits over so many masks. */
  private static OutputMoments passes(Network network, RowSource source, int passes) {
    int outputs = network.architecture().outputs();
    int size = source.rows() * outputs;
    OutputMoments moments =
        new OutputMoments(source.rows(), outputs, new double[size], new double[size]);
    WORKERS.run(
        source.rows(),
        (row, worker) -> {
          OutputSums sums = new OutputSums(moments);
          sums.begin();
          RandomPass pass = new RandomPass(network);
          for (int i = 0; i < passes; i++) {
            sums.visit(1.0 / passes, pass.logits(source, row, i));
          }
          sums.end(row);
        });
    return moments;
  }

  /** One row under random masks, in double. */
  private static final class RandomPass {
    private final DoubleLayers layers;
    private final MaskSource masks = new MaskSource(Stream.EVALUATION_MASKS, 8);

    RandomPass(Network network) {
      layers = new DoubleLayers(network);
    }

    double[] logits(RowSource source, int row, int pass) {
      Architecture shape = layers.architecture();
      double[] values = new double[shape.inputs()];
      Arrays.setAll(values, i -> source.features()[row * shape.inputs() + i]);
      for (int site = 0; site < shape.layers(); site++) {
        float[] factors = new float[values.length];
        long key = MaskSource.rowKey(masks.passKey(site, pass), row);
        shape.law(site).fill(key, factors, 0, factors.length);
        double[] sums = new double[shape.width(site + 1)];
        layers.startSums(site + 1, sums);
        for (int unit = 0; unit < values.length; unit++) {
          if (values[unit] * factors[unit] != 0) {
            layers.addUnit(site + 1, unit, values[unit] * factors[unit], sums);
          }
        }
        values = new double[sums.length];
        layers.activate(site + 1, sums, values);
      }
      return values;
    }
  }

  @Test
  void workersNeverChangeABit() {
    ReferenceNet digits = ReferenceNet.digits();
    Map<MomentReadout, Predictions> two = all(digits, WORKERS);
    for (int count : new int[] {1, 3}) {
      try (Workers workers = new Workers(count)) {
        all(digits, workers)
            .forEach(
                (readout, predictions) ->
                    assertThat(predictions.logProbabilities())
                        .isEqualTo(two.get(readout).logProbabilities()));
      }
    }
  }

  private static Map<MomentReadout, Predictions> all(ReferenceNet net, Workers workers) {
    return moments(net.network(), MomentReadout.MEAN, workers)
        .predict(net.network(), net.source(), EnumSet.allOf(MomentReadout.class), () -> false);
  }

  /** Samples too belong to the row, not to its place. */
  @ParameterizedTest
  @EnumSource
  void aRowsPredictionDoesNotDependOnTheOtherRows(MomentReadout readout) {
    ReferenceNet digits = ReferenceNet.digits();
    MomentPropagation moments = moments(digits.network(), readout, WORKERS);
    Predictions all = moments.predict(digits.network(), digits.source(), () -> false);
    int[] ids = {99, 3, 70, 64, 3};
    RowSource source = new RowSource(digits.x(), digits.width(), ids);
    Predictions some = moments.predict(digits.network(), source, () -> false);

    for (int i = 0; i < 50; i++) {
      assertThat(some.probabilities()[i])
          .isCloseTo(all.probabilities()[ids[i / 10] * 10 + i % 10], within(1e-5));
    }
  }

  @Test
  void changedWeightsAndLawsAreSeen() {
    ReferenceNet cancer = ReferenceNet.cancer();
    Network network = cancer.network().copy();
    MomentPropagation moments = moments(network, MomentReadout.PAIRWISE, WORKERS);
    moments.predict(network, cancer.source(), () -> false);
    network.weights(1).set(0, 0, 9);
    network.changeDropout(
        SmallNets.architecture(Activation.RELU, new int[] {30, 64, 64, 2}, .1, 0, .2));
    double[] changed = moments.predict(network, cancer.source(), () -> false).probabilities();

    assertThat(changed)
        .isEqualTo(
            moments(network, MomentReadout.PAIRWISE, WORKERS)
                .predict(network, cancer.source(), () -> false)
                .probabilities());
  }

  @Test
  void cancelledPredictionsAreNull() {
    ReferenceNet digits = ReferenceNet.digits();
    AtomicInteger asked = new AtomicInteger();
    MomentPropagation moments = moments(digits.network(), MomentReadout.MEAN, WORKERS);

    assertThat(
            moments.predict(digits.network(), digits.source(), () -> asked.incrementAndGet() > 1))
        .isNull();
    assertThat(moments.outputs(digits.network(), digits.source(), () -> true)).isNull();
  }

  @Test
  void refusesRowsOfAnotherWidth() {
    Network network = ReferenceNet.moons().network();
    RowSource source = new RowSource(new float[3], 3, IntStream.range(0, 1).toArray());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> outputs(network, source))
        .withMessageContaining("rows of 3 features for a network of 2 inputs");
  }
}
