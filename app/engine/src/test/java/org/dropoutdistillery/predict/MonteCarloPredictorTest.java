package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.DoubleNetwork;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonteCarloPredictorTest {
  private static final long SEED = 12;

  /**
   * Of float32 products with other numbers of rows: kernels of OpenBLAS for Zen and Haswell take 12
   * rows at once, and sum those that are left over in another order.
   */
  private static final double ROUNDING = 1e-6;

  private final ReferenceNet digits = ReferenceNet.digits();

  /** Every figure against passes whose masks are looked up by their addresses. */
  @Test
  void figuresAreThoseOfThePassesWithTheirNumbers() {
    ReferenceNet net = ReferenceNet.moons();
    DoubleNetwork reference = new DoubleNetwork(net.network());
    MonteCarloAverage average = predict(net, net.source(), 3, 4, 1);
    for (int row = 0; row < net.rows(); row++) {
      double[][] passes = new double[12][];
      double entropy = 0;
      for (int pass = 0; pass < 12; pass++) {
        double[][] masks = reference.masks(Stream.EVALUATION_MASKS, SEED, pass, row);
        passes[pass] = reference.probabilities(net.row(row), masks);
        entropy -= Arrays.stream(passes[pass]).map(p -> p * Math.log(p)).sum() / 12;
      }
      for (int k = 0; k < 2; k++) {
        int i = row * 2 + k;
        int classK = k;
        double[] p = Arrays.stream(passes).mapToDouble(pass -> pass[classK]).toArray();
        double mean = Arrays.stream(p).average().orElseThrow();
        double variance = Arrays.stream(p).map(v -> (v - mean) * (v - mean)).sum() / 11;
        assertThat(average.mean()[i]).isCloseTo(mean, within(1e-6));
        assertThat(average.variance()[i]).isCloseTo(variance, within(1e-6));
        double blockMean = Arrays.stream(p, 4, 8).average().orElseThrow();
        assertThat(average.blockMeans()[1][i]).isCloseTo(blockMean, within(1e-6));
      }
      assertThat(average.expectedEntropy()[row]).isCloseTo(entropy, within(1e-6));
    }
  }

  @Test
  void blocksAverageToTheMeanAndDoNotChangeThePasses() {
    MonteCarloAverage blocks = predict(digits, digits.source(), 8, 5, 1);
    MonteCarloAverage larger = predict(digits, digits.source(), 4, 10, 1);
    // Has no blocks to share among workers, so its rows fall into smaller products.
    MonteCarloAverage whole = predict(digits, digits.source(), 1, 40, 1);

    assertThat(blocks.passes()).isEqualTo(whole.passes()).isEqualTo(40);
    assertThat(blocks.mean()).containsExactly(larger.mean(), within(1e-12));
    assertThat(blocks.variance()).containsExactly(larger.variance(), within(1e-12));
    assertThat(blocks.mean()).containsExactly(whole.mean(), within(ROUNDING));
    assertThat(blocks.variance()).containsExactly(whole.variance(), within(ROUNDING));
    for (int i = 0; i < blocks.mean().length; i++) {
      double sum = 0;
      for (double[] block : blocks.blockMeans()) {
        sum += block[i];
      }
      assertThat(sum / 8).isCloseTo(blocks.mean()[i], within(1e-12));
    }
    assertThat(blocks.blockMeans()[0]).isNotEqualTo(blocks.blockMeans()[1]);
  }

  @Test
  void workersNeverChangeABit() {
    MonteCarloAverage one = predict(digits, digits.source(), 4, 6, 1);
    for (int workers = 2; workers <= 3; workers++) {
      MonteCarloAverage more = predict(digits, digits.source(), 4, 6, workers);
      assertThat(Arrays.equals(more.mean(), one.mean())).isTrue();
      assertThat(Arrays.equals(more.variance(), one.variance())).isTrue();
      assertThat(Arrays.equals(more.expectedEntropy(), one.expectedEntropy())).isTrue();
      assertThat(Arrays.deepEquals(more.blockMeans(), one.blockMeans())).isTrue();
    }
  }

  /** Whatever company a row has, its masks are its own. */
  @Test
  void aRowsAverageDoesNotDependOnTheOtherRows() {
    MonteCarloAverage all = predict(digits, digits.source(), 2, 10, 1);
    int[] ids = {99, 3, 70, 64, 63, 3};
    MonteCarloAverage some =
        predict(digits, new RowSource(digits.x(), digits.width(), ids), 2, 10, 1);

    for (int i = 0; i < ids.length; i++) {
      assertThat(row(some.mean(), i)).containsExactly(row(all.mean(), ids[i]), within(1e-6));
      assertThat(row(some.variance(), i))
          .containsExactly(row(all.variance(), ids[i]), within(1e-6));
    }
  }

  private static double[] row(double[] values, int row) {
    return Arrays.copyOfRange(values, row * 10, row * 10 + 10);
  }

  @Test
  void withoutDropoutEveryPassIsStandard() {
    Network plain = digits.network().copyWithoutDropout();
    Workers workers = new Workers(1);
    // So many rows are one product for both, hence equal to the bit.
    RowSource rows = new RowSource(digits.x(), digits.width(), IntStream.range(0, 64).toArray());
    Predictions standard = new StandardPredictor(plain, workers).predict(plain, rows);
    MonteCarloAverage average =
        new MonteCarloPredictor(plain, new MaskSource(Stream.EVALUATION_MASKS, SEED), workers)
            .predict(plain, rows, 4, 2, () -> false);

    assertThat(average.mean()).isEqualTo(standard.probabilities());
    assertThat(average.variance()).containsOnly(0.0);
  }

  @Test
  void cancelledPredictionsAreNull() {
    AtomicInteger asked = new AtomicInteger();
    MonteCarloPredictor predictor = predictor(digits, 2);
    MonteCarloAverage average =
        predictor.predict(
            digits.network(), digits.source(), 1000, 1_000_000, () -> asked.incrementAndGet() > 5);

    assertThat(average).isNull();
    assertThat(predictor.predict(digits.network(), digits.source(), 1, 1, () -> false)).isNotNull();
  }

  /** A pause that is over soon is seen by some of the looks alone; nothing may be missing then. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 30, 80})
  void whoeverSawItCancelledOnceGetsNoAverage(int look) {
    for (MaskSharing sharing : List.of(MaskSharing.NONE, MaskSharing.PASS)) {
      MonteCarloPlan plan = new MonteCarloPlan(sharing, false, 8, 10);
      AtomicInteger asked = new AtomicInteger();
      BooleanSupplier once = () -> asked.incrementAndGet() == look;
      MonteCarloPredictor predictor = predictor(digits, 2);

      assertThat(predictor.predict(digits.network(), digits.source(), plan, once)).isNull();
      asked.set(0);
      assertThat(
              predictor.predict(
                  digits.network(), digits.source(), plan, (pass, outputs) -> {}, once))
          .isNull();
    }
  }

  @Test
  void refusesNoPasses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> predict(digits, digits.source(), 0, 5, 1))
        .withMessageContaining("0 blocks of 5 passes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> predict(digits, digits.source(), 5, 0, 1));
  }

  private static MonteCarloPredictor predictor(ReferenceNet net, int workers) {
    return new MonteCarloPredictor(
        net.network(), new MaskSource(Stream.EVALUATION_MASKS, SEED), new Workers(workers));
  }

  private static MonteCarloAverage predict(
      ReferenceNet net, RowSource rows, int blocks, int passesPerBlock, int workers) {
    return predictor(net, workers)
        .predict(net.network(), rows, blocks, passesPerBlock, () -> false);
  }
}
