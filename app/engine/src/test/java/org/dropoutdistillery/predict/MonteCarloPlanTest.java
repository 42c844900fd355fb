package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.dropout.Gaussian;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.DoubleNetwork;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Averages over masks that are shared or balanced. */
class MonteCarloPlanTest {
  private static final long SEED = 12;
  private static final MaskSharing THREES = new MaskSharing(3);
  private final ReferenceNet moons = ReferenceNet.moons();
  private final ReferenceNet digits = ReferenceNet.digits();

  static List<MonteCarloPlan> plans() {
    List<MonteCarloPlan> plans = new ArrayList<>();
    for (MaskSharing sharing : new MaskSharing[] {MaskSharing.NONE, THREES, MaskSharing.PASS}) {
      plans.add(new MonteCarloPlan(sharing, false, 3, 7));
      plans.add(new MonteCarloPlan(sharing, true, 3, 7));
    }
    return plans;
  }

  /** Every pass against the masks of its addresses, looked up one by one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, MaskSharing.ALL_ROWS})
  void independentPassesHaveTheMasksOfTheirAddresses(int groupSize) {
    for (boolean normal : new boolean[] {false, true}) {
      Network network = normal ? withNormalFactors(moons.network()) : moons.network();
      DoubleNetwork reference = new DoubleNetwork(network);
      MonteCarloPlan plan = new MonteCarloPlan(new MaskSharing(groupSize), false, 2, 5);
      for (int pass = 0; pass < 10; pass += 3) {
        double[] p = predictor(network, 1).pass(network, moons.source(), plan, pass);
        for (int row = 0; row < moons.rows(); row++) {
          double[][] masks = reference.masks(Stream.EVALUATION_MASKS, SEED, pass, row / groupSize);
          double[] expected = reference.probabilities(moons.row(row), masks);
          assertThat(Arrays.copyOfRange(p, 2 * row, 2 * row + 2))
              .containsExactly(expected, within(1e-5));
        }
      }
    }
  }

  private static Network withNormalFactors(Network network) {
    Architecture shape = network.architecture();
    List<Architecture.Hidden> hidden =
        shape.hidden().stream()
            .map(layer -> new Architecture.Hidden(layer.units(), new Gaussian(.5)))
            .toList();
    return new Network(
        new Architecture(shape.inputs(), new Gaussian(.1), hidden, shape.outputs()),
        network.parameters());
  }

  @ParameterizedTest
  @MethodSource("plans")
  void workersNeverChangeABit(MonteCarloPlan plan) {
    MonteCarloAverage one = average(digits, plan, SEED, 1);
    for (int workers = 2; workers <= 3; workers++) {
      MonteCarloAverage more = average(digits, plan, SEED, workers);
      assertThat(Arrays.equals(more.mean(), one.mean())).isTrue();
      assertThat(Arrays.equals(more.variance(), one.variance())).isTrue();
      assertThat(Arrays.equals(more.expectedEntropy(), one.expectedEntropy())).isTrue();
      assertThat(Arrays.equals(more.meanLogProbabilities(), one.meanLogProbabilities())).isTrue();
      assertThat(Arrays.deepEquals(more.blockMeans(), one.blockMeans())).isTrue();
    }
  }

  /** More passes than the window that listeners see them through. */
  @ParameterizedTest
  @MethodSource("plans")
  void listenersSeeEveryPassInOrder(MonteCarloPlan shape) {
    MonteCarloPlan plan = new MonteCarloPlan(shape.sharing(), shape.balanced(), 2, 45);
    MonteCarloPredictor predictor = predictor(moons.network(), 2);
    List<double[]> passes = new ArrayList<>();
    MonteCarloAverage heard =
        predictor.predict(
            moons.network(),
            moons.source(),
            plan,
            (pass, outputs) -> {
              assertThat(pass).isEqualTo(passes.size());
              passes.add(outputs.clone());
            },
            () -> false);

    assertThat(passes).hasSize(90);
    MonteCarloAverage unheard = average(moons, plan, SEED, 1);
    assertThat(Arrays.equals(heard.mean(), unheard.mean())).isTrue();
    for (int i = 0; i < heard.mean().length; i++) {
      int element = i;
      double mean = passes.stream().mapToDouble(p -> p[element]).average().orElseThrow();
      assertThat(heard.mean()[i]).isCloseTo(mean, within(1e-12));
    }
    for (int pass : new int[] {0, 44, 45, 77}) {
      assertThat(predictor.pass(moons.network(), moons.source(), plan, pass))
          .isEqualTo(passes.get(pass));
    }
  }

  /**
   * Balanced or shared, an average is unbiased, also where κT = 3.5 must be rounded: against the
   * average over all masks, in units of the standard error between 2 000 independent blocks.
   */
  @ParameterizedTest
  @MethodSource("plans")
  void averagesAreUnbiased(MonteCarloPlan shape) throws Exception {
    double[] exact = ReferenceNet.arrays("moons-tiny.exact").get("exact").doubles();
    MonteCarloPlan plan = new MonteCarloPlan(shape.sharing(), shape.balanced(), 2000, 7);
    MonteCarloAverage average = average(moons, plan, 3, 2);
    double[] variance = varianceOfBlocks(average);
    double chiSquare = 0;
    for (int row = 0; row < moons.rows(); row++) {
      double error = average.mean()[2 * row] - exact[2 * row];
      double deviation = error / Math.sqrt(variance[2 * row] / 2000);
      assertThat(deviation).isCloseTo(0, within(Frequencies.DEVIATIONS));
      chiSquare += deviation * deviation;
    }
    if (shape.sharing().isNone()) {
      assertThat(Frequencies.deviationOfChiSquare(chiSquare, moons.rows()))
          .isCloseTo(0, within(Frequencies.DEVIATIONS));
    }
  }

  /**
   * What balancing is for: measured for METHODS, 7, on such a net with hidden dropout of .5, it
   * leaves .40 of the squared error of 8 passes and .46 of that of 32.
   */
  @ParameterizedTest
  @ValueSource(ints = {8, 32})
  void balancedPassesHaveLessThanHalfTheSquaredError(int passes) {
    Architecture shape = digits.network().architecture();
    Network network =
        new Network(
            new Architecture(shape.inputs(), MaskLaw.none(), shape.hidden(), shape.outputs()),
            digits.network().parameters());
    for (MaskSharing sharing : new MaskSharing[] {MaskSharing.NONE, MaskSharing.PASS}) {
      double balanced = meanVariance(network, new MonteCarloPlan(sharing, true, 100, passes));
      double independent = meanVariance(network, new MonteCarloPlan(sharing, false, 100, passes));
      assertThat(balanced).isPositive().isLessThan(.5 * independent);
    }
  }

  private double meanVariance(Network network, MonteCarloPlan plan) {
    try (Workers workers = new Workers(2)) {
      MonteCarloAverage average =
          new MonteCarloPredictor(network, new MaskSource(Stream.EVALUATION_MASKS, 4), workers)
              .predict(network, digits.source(), plan, () -> false);
      return Arrays.stream(varianceOfBlocks(average)).average().orElseThrow();
    }
  }

  private static double[] varianceOfBlocks(MonteCarloAverage average) {
    double[] variance = new double[average.mean().length];
    for (double[] block : average.blockMeans()) {
      for (int i = 0; i < variance.length; i++) {
        variance[i] += Math.pow(block[i] - average.mean()[i], 2) / (average.blocks() - 1);
      }
    }
    return variance;
  }

  /**
   * Means and variances of outputs; and what softmax makes of their means is the geometric mean.
   */
  @ParameterizedTest
  @MethodSource("plans")
  void valuesAreTheOutputsAndTheirMeanGivesTheGeometricMean(MonteCarloPlan plan) {
    MonteCarloAverage values =
        new MonteCarloPredictor(
                digits.network(),
                new MaskSource(Stream.EVALUATION_MASKS, SEED),
                ReadOut.VALUES,
                new Workers(1))
            .predict(digits.network(), digits.source(), plan, () -> false);
    Predictions geometric = average(digits, plan, SEED, 1).geometricMean();

    for (int row = 0; row < values.rows(); row++) {
      double sum = 0;
      for (int k = 0; k < 10; k++) {
        sum += Math.exp(values.mean()[row * 10 + k]);
      }
      for (int k = 0; k < 10; k++) {
        double z = values.mean()[row * 10 + k];
        assertThat(geometric.probabilities()[row * 10 + k])
            .isCloseTo(Math.exp(z) / sum, within(1e-9));
        assertThat(geometric.logProbabilities()[row * 10 + k])
            .isCloseTo(z - Math.log(sum), within(1e-9));
      }
    }
    assertThat(values.expectedEntropy()).isEmpty();
    assertThatIllegalStateException().isThrownBy(values::predictions);
    assertThatIllegalStateException().isThrownBy(values::geometricMean);
  }

  @Test
  void valuesHaveTheVarianceOfTheirPasses() {
    MonteCarloPredictor predictor =
        new MonteCarloPredictor(
            moons.network(),
            new MaskSource(Stream.EVALUATION_MASKS, SEED),
            ReadOut.VALUES,
            new Workers(1));
    DoubleNetwork reference = new DoubleNetwork(moons.network());
    MonteCarloAverage average =
        predictor.predict(moons.network(), moons.source(), 1, 9, () -> false);
    for (int row = 0; row < moons.rows(); row++) {
      double[] z = new double[9];
      for (int pass = 0; pass < 9; pass++) {
        double[][] masks = reference.masks(Stream.EVALUATION_MASKS, SEED, pass, row);
        z[pass] = reference.logits(moons.row(row), masks)[1];
      }
      double mean = Arrays.stream(z).average().orElseThrow();
      double variance = Arrays.stream(z).map(v -> (v - mean) * (v - mean)).sum() / 8;
      assertThat(average.mean()[2 * row + 1]).isCloseTo(mean, within(1e-5));
      assertThat(average.variance()[2 * row + 1])
          .isCloseTo(variance, within(1e-5 * (1 + variance)));
    }
  }

  /** Twice the passes allocate no more. */
  @ParameterizedTest
  @MethodSource("plans")
  void aPassAllocatesNothing(MonteCarloPlan shape) {
    MonteCarloPredictor predictor = predictor(moons.network(), 1);
    allocated(predictor, shape, 40);
    long few = allocated(predictor, shape, 40);
    long many = allocated(predictor, shape, 1040);

    assertThat(many - few).as("bytes for 1000 passes").isLessThan(10_000);
  }

  private long allocated(MonteCarloPredictor predictor, MonteCarloPlan shape, int passes) {
    MonteCarloPlan plan = new MonteCarloPlan(shape.sharing(), shape.balanced(), 1, passes);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    predictor.predict(moons.network(), moons.source(), plan, () -> false);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void refusesBalancedPassesOfNormalFactors() {
    Network network = withNormalFactors(moons.network());
    for (MaskSharing sharing : new MaskSharing[] {MaskSharing.NONE, MaskSharing.PASS}) {
      MonteCarloPlan plan = new MonteCarloPlan(sharing, true, 1, 4);
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> predictor(network, 1).predict(network, moons.source(), plan, () -> false))
          .withMessageContainingAll("balanced", "must be Bernoulli", "Gaussian");
    }
  }

  @Test
  void refusesAPassThatThePlanDoesNotHave() {
    MonteCarloPlan plan = MonteCarloPlan.independent(2, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> predictor(moons.network(), 1).pass(moons.network(), moons.source(), plan, 10))
        .withMessageContaining("pass 10, expected 0 to 9");
  }

  private static MonteCarloPredictor predictor(Network network, int workers) {
    return new MonteCarloPredictor(
        network, new MaskSource(Stream.EVALUATION_MASKS, SEED), new Workers(workers));
  }

  private static MonteCarloAverage average(
      ReferenceNet net, MonteCarloPlan plan, long seed, int count) {
    try (Workers workers = new Workers(count)) {
      return new MonteCarloPredictor(
              net.network(), new MaskSource(Stream.EVALUATION_MASKS, seed), workers)
          .predict(net.network(), net.source(), plan, () -> false);
    }
  }
}
