package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dropoutdistillery.nn.Convolution.Padding.SAME;
import static org.dropoutdistillery.nn.Convolution.Padding.VALID;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.DoubleNetwork;
import org.dropoutdistillery.nn.NaiveNetwork;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.predict.ConvNets.Layer;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Means and variances on their way through convolutional layers. */
class MomentConvolutionTest {
  private static final org.dropoutdistillery.random.Stream MASKS =
      org.dropoutdistillery.random.Stream.EVALUATION_MASKS;
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  /** Convolutions of every kind over two channels of 8 lines and 7 columns. */
  static Stream<Convolution> convolutions() {
    return Stream.of(
            new Convolution(3, 1, SAME, false, null),
            new Convolution(3, 2, SAME, true, null),
            new Convolution(5, 1, SAME, true, null),
            new Convolution(5, 2, VALID, false, null),
            new Convolution(2, 1, VALID, true, null),
            new Convolution(1, 1, VALID, false, null),
            new Convolution(3, 3, VALID, true, null))
        .flatMap(
            plain ->
                Stream.of(
                    plain,
                    pooled(plain, new Pooling(Pooling.Kind.AVERAGE, 2, 1)),
                    pooled(plain, Pooling.globalAverage())));
  }

  private static Convolution pooled(Convolution plain, Pooling pooling) {
    return new Convolution(
        plain.kernel(), plain.stride(), plain.padding(), plain.normalised(), pooling);
  }

  /**
   * Through a linear layer the mean goes as any row does; a sum has the variance Σ v (∂sum/∂x)²,
   * and a mean of n sums that of all of them by n², as if they were independent.
   */
  @ParameterizedTest
  @MethodSource("convolutions")
  void aLinearLayerIsInClosedForm(Convolution convolution) {
    Architecture shape = oneLayer(convolution, Activation.IDENTITY);
    Network network = SmallNets.network(shape, 3);
    int rows = 5;
    RandomSequence random = new RandomSequence(6);
    UnitMoments below = randomMoments(rows, shape.inputs(), random);
    UnitMoments above = run(network, below, rows);
    Architecture plainShape = oneLayer(pooled(convolution, null), Activation.IDENTITY);
    // With the same first layer, drawn from the same key.
    Network plain = SmallNets.network(plainShape, 3);
    for (int row = 0; row < rows; row++) {
      double[] mean = row(below.means(), row);
      double[] variance = row(below.variances(), row);
      double[] sums = sumVariances(new NaiveNetwork(plain, false), variance);
      assertRow(above.means(), row, new NaiveNetwork(network, false).layer(1, mean));
      assertRow(above.variances(), row, averaged(convolution, plainShape.sums(1), sums));
    }
  }

  private static Architecture oneLayer(Convolution convolution, Activation activation) {
    return ConvNets.of(
        new Shape(2, 8, 7),
        ConvNets.elements(0),
        2,
        new Layer(3, activation, convolution, ConvNets.elements(0)));
  }

  private static UnitMoments randomMoments(int rows, int width, RandomSequence random) {
    UnitMoments moments = UnitMoments.zeros(rows, width);
    for (int i = 0; i < rows * width; i++) {
      moments.means().set(i / width, i % width, (float) random.nextGaussian());
      moments.variances().set(i / width, i % width, (float) random.nextDouble());
    }
    return moments;
  }

  private static UnitMoments run(Network network, UnitMoments below, int rows) {
    SquaredWeights squares = new SquaredWeights(network.architecture());
    squares.update(network);
    UnitMoments above = UnitMoments.zeros(rows, network.architecture().width(1));
    // Two rows at a time, so that the last block is smaller.
    new ConvolutionMoments(network.architecture(), 1, 2)
        .run(network, squares.layer(0), below, rows, above);
    return above;
  }

  private static double[] row(Matrix values, int row) {
    float[] read = new float[values.columns()];
    values.read(row * read.length, read, 0, read.length);
    return DoubleNetwork.widened(read);
  }

  private static double[] sumVariances(NaiveNetwork linear, double[] variance) {
    double[] zero = linear.layer(1, new double[variance.length]);
    double[] sums = new double[zero.length];
    for (int i = 0; i < variance.length; i++) {
      double[] unit = new double[variance.length];
      unit[i] = 1;
      double[] at = linear.layer(1, unit);
      for (int j = 0; j < sums.length; j++) {
        sums[j] += variance[i] * (at[j] - zero[j]) * (at[j] - zero[j]);
      }
    }
    return sums;
  }

  private static double[] averaged(Convolution convolution, Shape sums, double[] variances) {
    Pooling pooling = convolution.pooling();
    if (pooling == null) {
      return variances;
    }
    boolean global = pooling.kind() == Pooling.Kind.GLOBAL_AVERAGE;
    int height = global ? 1 : sums.height() - 1;
    int width = global ? 1 : sums.width() - 1;
    int lines = global ? sums.height() : 2;
    int columns = global ? sums.width() : 2;
    double[] averaged = new double[height * width * sums.channels()];
    for (int i = 0; i < averaged.length; i++) {
      int window = i / sums.channels();
      for (int line = 0; line < lines; line++) {
        for (int column = 0; column < columns; column++) {
          int y = window / width + line;
          int x = window % width + column;
          int unit = (y * sums.width() + x) * sums.channels() + i % sums.channels();
          averaged[i] += variances[unit] / (lines * columns) / (lines * columns);
        }
      }
    }
    return averaged;
  }

  private static void assertRow(Matrix got, int row, double[] expected) {
    assertThat(expected).hasSize(got.columns());
    for (int i = 0; i < expected.length; i++) {
      double tolerance = 1e-5 * (1 + Math.abs(expected[i]));
      assertThat((double) got.get(row, i)).isCloseTo(expected[i], within(tolerance));
    }
  }

  /**
   * Against samples of the sums, which here are normal and independent as they are taken to be. The
   * bounds are what folding leaves, measured; taken after the activation, largest values would be
   * off by .04 to .2 deviations, and their variances by half and more.
   */
  @ParameterizedTest
  @CsvSource({"IDENTITY, .02, .1", "RELU, .02, .12", "TANH, .04, .2"})
  void theLargestOfNormalSumsIsFolded(Activation activation, double ofMean, double ofVariance) {
    Convolution convolution = new Convolution(1, 1, VALID, true, Pooling.max(2));
    Architecture shape =
        ConvNets.of(
            new Shape(1, 8, 7),
            ConvNets.elements(0),
            2,
            new Layer(4, activation, convolution, ConvNets.elements(0)));
    Network network = SmallNets.network(shape, 3);
    RandomSequence random = new RandomSequence(7);
    UnitMoments below = randomMoments(8, shape.inputs(), random);
    UnitMoments above = run(network, below, 8);
    double meanErrors = 0;
    double varianceErrors = 0;
    double variances = 0;
    for (int row = 0; row < 8; row++) {
      double[][] sampled = sampled(new NaiveNetwork(network, false), below, row, random);
      for (int i = 0; i < shape.width(1); i++) {
        meanErrors += Math.pow(above.means().get(row, i) - sampled[0][i], 2);
        varianceErrors += Math.pow(above.variances().get(row, i) - sampled[1][i], 2);
        variances += sampled[1][i];
      }
    }
    int count = 8 * shape.width(1);
    assertThat(Math.sqrt(meanErrors / variances)).isLessThan(ofMean);
    assertThat(Math.sqrt(varianceErrors * count) / variances).isLessThan(ofVariance);
  }

  /** Returns means and variances of what the first layer gives. */
  private static double[][] sampled(
      NaiveNetwork naive, UnitMoments below, int row, RandomSequence random) {
    int samples = 10_000;
    double[] mean = row(below.means(), row);
    double[] variance = row(below.variances(), row);
    int width = naive.layer(1, mean).length;
    double[][] moments = new double[2][width];
    for (int sample = 0; sample < samples; sample++) {
      double[] values = new double[mean.length];
      Arrays.setAll(values, i -> mean[i] + Math.sqrt(variance[i]) * random.nextGaussian());
      double[] given = naive.layer(1, values);
      for (int i = 0; i < width; i++) {
        moments[0][i] += given[i] / samples;
        moments[1][i] += given[i] * given[i] / samples;
      }
    }
    for (int i = 0; i < width; i++) {
      moments[1][i] -= moments[0][i] * moments[0][i];
    }
    return moments;
  }

  /** Whatever the layers below: they have no variance, and what follows is linear. */
  @ParameterizedTest
  @MethodSource("lastLayers")
  void dropoutBeforeTheLastLayerIsExact(Activation activation, Convolution convolution) {
    Architecture shape =
        ConvNets.of(
            new Shape(2, 6, 6),
            ConvNets.elements(0),
            3,
            new Layer(4, activation, ConvNets.SAME_3, ConvNets.elements(0)),
            new Layer(4, activation, convolution, ConvNets.elements(.4)));
    Network network = SmallNets.network(shape, 5);
    RowSource source = SmallNets.rows(70, shape.inputs(), 3);
    OutputMoments exact = new ExactPredictor(WORKERS).outputs(network, source, () -> false);
    OutputMoments moments = outputs(network, source);
    for (int i = 0; i < exact.mean().length; i++) {
      double scale = 2e-5 * (1 + Math.abs(exact.mean()[i]) + exact.variance()[i]);
      assertThat(moments.mean()[i]).isCloseTo(exact.mean()[i], within(scale));
      assertThat(moments.variance()[i]).isCloseTo(exact.variance()[i], within(scale));
    }
    assertThat(Arrays.stream(exact.variance()).max().orElseThrow()).isGreaterThan(.1);
    assertCovariances(network, source);
  }

  static Stream<Arguments> lastLayers() {
    return Arrays.stream(Activation.values())
        .flatMap(
            activation ->
                Stream.of(
                        new Convolution(3, 2, SAME, true, Pooling.max(2)),
                        new Convolution(3, 1, VALID, true, Pooling.average(2)),
                        new Convolution(5, 1, SAME, false, Pooling.globalAverage()),
                        new Convolution(5, 1, VALID, false, null))
                    .map(convolution -> Arguments.of(activation, convolution)));
  }

  /** Cov(z_j, z_k) = Σ_i x_i² Var r w_ij w_ik over what the last dropout is applied to. */
  private static void assertCovariances(Network network, RowSource source) {
    Architecture shape = network.architecture();
    NaiveNetwork naive = new NaiveNetwork(network, false);
    MomentPass pass = new MomentPass(shape, 8);
    SquaredWeights squares = new SquaredWeights(shape);
    squares.update(network);
    source.read(0, 3, pass.input());
    pass.run(network, squares, 3);
    pass.computeCovariances(network, 3);
    double factorVariance = .4 / .6;
    for (int row = 0; row < 3; row++) {
      double[] values = values(source, row);
      double[] last = naive.layer(2, naive.layer(1, values));
      double[] mean = new double[3];
      double[] covariance = new double[9];
      pass.readOutput(row, mean, covariance);
      for (int entry = 0; entry < 9; entry++) {
        double expected = 0;
        for (int i = 0; i < last.length; i++) {
          expected +=
              last[i]
                  * last[i]
                  * factorVariance
                  * network.weights(2).get(i, entry / 3)
                  * network.weights(2).get(i, entry % 3);
        }
        assertThat(covariance[entry]).isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
      }
    }
  }

  private static double[] values(RowSource source, int row) {
    return DoubleNetwork.widened(
        Arrays.copyOfRange(source.features(), row * source.width(), (row + 1) * source.width()));
  }

  private static OutputMoments outputs(Network network, RowSource source) {
    return moments(network, WORKERS).outputs(network, source, () -> false);
  }

  private static MomentPropagation moments(Network network, Workers workers) {
    return new MomentPropagation(network, MomentReadout.PAIRWISE, MASKS.key(4), workers);
  }

  /** Identity units and means of them are linear, so the mean of one site anywhere is exact. */
  @Test
  void oneSiteOfALinearNetIsExactInTheMean() {
    for (int site = 0; site < 3; site++) {
      Architecture shape =
          ConvNets.of(
              new Shape(1, 4, 4),
              site == 0 ? ConvNets.board(.3, 1) : ConvNets.elements(0),
              3,
              linear(1, new Pooling(Pooling.Kind.AVERAGE, 2, 1), site == 1 ? .3 : 0),
              linear(4, Pooling.globalAverage(), site == 2 ? .5 : 0));
      Network network = SmallNets.network(shape, 5);
      RowSource source = SmallNets.rows(7, shape.inputs(), 3);
      double[] exact = new ExactPredictor(WORKERS).outputs(network, source, () -> false).mean();

      assertThat(outputs(network, source).mean()).containsExactly(exact, within(1e-4));
    }
  }

  private static Layer linear(int maps, Pooling pooling, double dropRate) {
    Convolution convolution = new Convolution(3, 1, SAME, true, pooling);
    return new Layer(maps, Activation.IDENTITY, convolution, ConvNets.elements(dropRate));
  }

  /** Sums of one map over windows side by side share no unit, so nothing is left out. */
  @Test
  void windowsWithoutCommonUnitsAreExactInTheVarianceToo() {
    Convolution apart = new Convolution(2, 2, VALID, true, Pooling.average(2));
    Architecture shape =
        ConvNets.of(
            new Shape(1, 4, 4),
            ConvNets.elements(.3),
            3,
            new Layer(1, Activation.IDENTITY, apart, ConvNets.elements(0)));
    Network network = SmallNets.network(shape, 5);
    RowSource source = SmallNets.rows(4, shape.inputs(), 3);
    OutputMoments exact = new ExactPredictor(WORKERS).outputs(network, source, () -> false);

    assertThat(outputs(network, source).variance()).containsExactly(exact.variance(), within(1e-5));
    assertThat(Arrays.stream(exact.variance()).max().orElseThrow()).isGreaterThan(.01);
  }

  /**
   * Where there are many maps, sums are nearly normal and units nearly independent. What is left of
   * both, measured, is in the bounds.
   */
  @ParameterizedTest
  @EnumSource(names = {"RELU", "TANH"})
  void manyMapsHaveTheMomentsOfManyPasses(Activation activation) {
    Convolution pooled = new Convolution(3, 1, SAME, true, Pooling.max(2));
    Architecture shape =
        ConvNets.of(
            new Shape(2, 12, 12),
            ConvNets.elements(0),
            10,
            new Layer(32, activation, pooled, ConvNets.elements(.25)),
            new Layer(64, activation, pooled, ConvNets.elements(.25)),
            new Layer(128, activation, null, ConvNets.elements(.5)));
    Network network = SmallNets.network(shape, 3);
    RowSource source = SmallNets.rows(4, shape.inputs(), 9);
    int passes = 4000;
    OutputMoments moments = outputs(network, source);
    OutputMoments sampled = passes(network, source, passes);
    double ratios = 0;
    double errors = 0;
    for (int i = 0; i < moments.mean().length; i++) {
      double deviation = Math.sqrt(sampled.variance()[i]);
      ratios += moments.variance()[i] / sampled.variance()[i] / moments.mean().length;
      errors += Math.pow((moments.mean()[i] - sampled.mean()[i]) / deviation, 2);
    }
    assertThat(ratios).isCloseTo(1, within(.04));
    // Of which .016 are the passes' own.
    assertThat(Math.sqrt(errors / moments.mean().length)).isLessThan(.03);
  }

  private static OutputMoments passes(Network network, RowSource source, int passes) {
    int outputs = network.architecture().outputs();
    int size = source.rows() * outputs;
    OutputMoments moments =
        new OutputMoments(source.rows(), outputs, new double[size], new double[size]);
    MonteCarloAverage average =
        new MonteCarloPredictor(network, new MaskSource(MASKS, 3), ReadOut.VALUES, WORKERS)
            .predict(network, source, 10, passes / 10, () -> false);
    System.arraycopy(average.mean(), 0, moments.mean(), 0, size);
    System.arraycopy(average.variance(), 0, moments.variance(), 0, size);
    return moments;
  }

  @Test
  void withoutDropoutTheMeansAreTheBitsOfStandard() {
    Network plain = network().copyWithoutDropout();
    RowSource source = SmallNets.rows(70, 64, 3);
    Predictions standard = new StandardPredictor(plain, WORKERS).predict(plain, source);
    Predictions mean =
        new MomentPropagation(plain, MomentReadout.MEAN, MASKS.key(4), WORKERS)
            .predict(plain, source, () -> false);

    assertThat(mean.logProbabilities()).isEqualTo(standard.logProbabilities());
    assertThat(outputs(plain, source).variance()).containsOnly(0);
  }

  @Test
  void workersNeverChangeABit() {
    RowSource source = SmallNets.rows(200, 64, 3);
    Network network = network();
    double[] two = moments(network, WORKERS).predict(network, source, () -> false).probabilities();
    for (int count : List.of(1, 3)) {
      try (Workers workers = new Workers(count)) {
        assertThat(moments(network, workers).predict(network, source, () -> false).probabilities())
            .isEqualTo(two);
      }
    }
  }

  private static Network network() {
    return SmallNets.network(
        ConvNets.of(
            new Shape(1, 8, 8),
            ConvNets.elements(.1),
            4,
            Layer.relu(6, new Convolution(3, 1, SAME, true, Pooling.max(2)), ConvNets.maps(.25)),
            new Layer(8, Activation.TANH, ConvNets.SAME_3, ConvNets.elements(.25)),
            Layer.dense(8, .5)),
        4);
  }
}
