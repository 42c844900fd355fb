package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training steps through convolutional layers: their bits, their rows, their memory. */
class ImageTrainerTest {
  private static final int ROWS = 120;
  private static final MaskSource MASKS = new MaskSource(Stream.TEACHER_MASKS, 4);

  /** All small ones, and one above whose images workers share the units of a large layer. */
  static List<Architecture> networks() {
    List<Architecture> all = new ArrayList<>(ImageNets.all());
    all.add(
        ImageNets.of(
            new Shape(1, 20, 20),
            ImageNets.conv(
                8, 3, 1, Convolution.Padding.SAME, true, Activation.RELU, Pooling.max(2), .25),
            ImageNets.dense(512, .5),
            ImageNets.dense(20, .5)));
    return all;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void workersNeverChangeABit(Architecture architecture) {
    List<float[]> once = weightsAfterTraining(architecture, 1);

    assertSameBits(weightsAfterTraining(architecture, 2), once);
    assertSameBits(weightsAfterTraining(architecture, 3), once);
  }

  /** Every fifth batch is not full. */
  private static List<float[]> weightsAfterTraining(Architecture architecture, int count) {
    Network network = ImageNets.network(architecture, 6);
    List<float[]> start = weightsOf(network);
    try (Workers workers = new Workers(count)) {
      Trainer trainer = trainer(network, new Sgd(.9), 40, workers);
      trainer.setMaxNorm(2);
      RandomBatches batch = new RandomBatches(architecture, ROWS, true, 8);
      for (int step = 0; step < 15; step++) {
        int[] rowIds = Arrays.copyOfRange(RandomBatches.firstIds(ROWS), step, step + 40);
        assertThat(trainer.step(step % 5 < 4 ? 40 : 13, batch, rowIds, .01)).isBetween(0.0, 20.0);
      }
    }
    List<float[]> end = weightsOf(network);
    for (int i = 0; i < end.size(); i++) {
      assertThat(end.get(i)).isNotEqualTo(start.get(i)).doesNotContain(Float.NaN);
    }
    return end;
  }

  /** What an earlier, larger batch left behind must not count. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 6, 23})
  void aBatchThatIsNotFullHasTheGradientOfItsOwnRows(int rows) {
    for (Architecture architecture : networks()) {
      Network network = ImageNets.network(architecture, 6);
      Network same = network.copy();
      RandomBatches batch = new RandomBatches(architecture, ROWS, true, 8);
      int[] rowIds = RandomBatches.firstIds(ROWS);
      Trainer trainer = trainer(network, new GradientCapture(), 40, new Workers(1));
      trainer.step(40, batch, rowIds, 1);
      network.assign(same);
      int[] others = Arrays.copyOfRange(rowIds, 50, 90);

      double loss = trainer.step(rows, batch, others, 1);

      Trainer exact = trainer(same, new GradientCapture(), rows, new Workers(1));
      exact.step(1, batch, others, 1); // its masks are those of the second pass, too
      same.assign(ImageNets.network(architecture, 6));
      assertThat(exact.step(rows, batch, others, 1)).isCloseTo(loss, within(1e-6 * loss));
      for (int i = 0; i < same.parameters().size(); i++) {
        float[] expected = same.parameters().get(i).toArray();
        float[] got = network.parameters().get(i).toArray();
        double largest = 0;
        for (int j = 0; j < got.length; j++) {
          largest = Math.max(largest, Math.abs((double) got[j] - expected[j]));
        }
        assertThat(largest).as("%s, parameter %d", architecture, i).isLessThan(5e-5);
      }
    }
  }

  @Test
  void rememberedStatisticsBlendInThoseOfTheBatch() {
    Architecture architecture = networks().get(5);
    Network network = ImageNets.network(architecture, 6);
    Normalisation normalisation = network.normalisation(0);
    float[] meanBefore = normalisation.mean().toArray();
    float[] varianceBefore = normalisation.variance().toArray();
    RandomBatches batch = new RandomBatches(architecture, ROWS, true, 8);
    int[] rowIds = RandomBatches.firstIds(20);
    Network plain = network.copy();

    trainer(network, new Sgd(0), 20, new Workers(1)).step(20, batch, rowIds, .1);

    double[][] sums = new double[3][];
    for (int unit = 0; unit < 3; unit++) {
      sums[unit] = sumsOfUnit(plain, batch, rowIds, unit);
      double mean = Arrays.stream(sums[unit]).average().orElseThrow();
      double squares = Arrays.stream(sums[unit]).map(s -> (s - mean) * (s - mean)).sum();
      double variance = squares / (sums[unit].length - 1);
      assertThat((double) normalisation.mean().get(0, unit))
          .isCloseTo(.9 * meanBefore[unit] + .1 * mean, within(1e-5));
      assertThat((double) normalisation.variance().get(0, unit))
          .isCloseTo(.9 * varianceBefore[unit] + .1 * variance, within(1e-5));
    }
  }

  /** Sums of the first layer of 3 × 3, over its masked input, at all positions of all rows. */
  private static double[] sumsOfUnit(Network network, RandomBatches batch, int[] ids, int unit) {
    NaiveNetwork naive = new NaiveNetwork(network, false);
    double[] weights = naive.parameter(0);
    double[] sums = new double[ids.length * 64];
    for (int i = 0; i < ids.length; i++) {
      double[] row = batch.input(ids[i]);
      double[] factors = naive.masks(Stream.TEACHER_MASKS, 4, 0, ids[i])[0];
      for (int position = 0; position < 64; position++) {
        for (int tap = 0; tap < 9; tap++) {
          int y = position / 8 + tap / 3 - 1;
          int x = position % 8 + tap % 3 - 1;
          if (y >= 0 && y < 8 && x >= 0 && x < 8) {
            int at = 8 * y + x;
            sums[64 * i + position] += row[at] * factors[at] * weights[tap * 3 + unit];
          }
        }
      }
    }
    return sums;
  }

  @Test
  void keptStatisticsStay() {
    Architecture architecture = networks().get(5);
    Network network = ImageNets.network(architecture, 6);
    float[] mean = network.normalisation(0).mean().toArray();
    float[] scale = network.normalisation(0).scale().toArray();
    Trainer trainer = trainer(network, new Sgd(0), 20, new Workers(1));
    trainer.keepNormalisation();
    trainer.step(
        20, new RandomBatches(architecture, ROWS, true, 8), RandomBatches.firstIds(20), .1);

    assertThat(network.normalisation(0).mean().toArray()).containsExactly(mean);
    assertThat(network.normalisation(0).scale().toArray()).isNotEqualTo(scale);
  }

  @Test
  void aStepAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    Architecture architecture = networks().get(5);
    Network network = ImageNets.network(architecture, 2);
    RandomBatches batch = new RandomBatches(architecture, ROWS, false, 3);
    int[] rowIds = RandomBatches.firstIds(40);
    Trainer trainer = trainer(network, new Adam(.9, .999), 40, new Workers(1));
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 12; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int step = 0; step < 50; step++) {
        trainer.step(40, batch, rowIds, 1e-4);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(least / 50.0).as("bytes a step").isLessThan(256);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void passesEqualTheReference(Architecture architecture) {
    Network network = ImageNets.network(architecture, 3);
    NaiveNetwork reference = new NaiveNetwork(network, false);
    RandomBatches batch = new RandomBatches(architecture, 100, true, 4);
    int[] ids = {90, 91, 5, 5, 17, 0, 1, 2, 3, 44, 43, 42, 41};
    var masks =
        new org.dropoutdistillery.dropout.RowMasks(new MaskSource(Stream.EVALUATION_MASKS, 8));
    ForwardPass pass = new ForwardPass(architecture, ids.length + 3);
    batch.beginStep(0, ids);
    batch.fill(0, ids.length, pass.input(), Matrix.zeros(ids.length, 3), 0);
    pass.preparePasses(network, ids.length);
    // Who looks at the rows again computes again what all passes share.
    float[] spoilt = new float[pass.input().size()];
    Arrays.fill(spoilt, Float.NaN);
    pass.input().write(0, spoilt, 0, spoilt.length);
    for (int number = 0; number < 3; number++) {
      pass.runPass(network, ids.length, masks.at(number, ids, 0));
      for (int row = 0; row < ids.length; row++) {
        double[][] factors = reference.masks(Stream.EVALUATION_MASKS, 8, number, ids[row]);
        double[] expected =
            reference.logits(new double[][] {batch.input(ids[row])}, new double[][][] {factors})[0];
        for (int k = 0; k < 3; k++) {
          assertThat((double) pass.logits().get(row, k)).isCloseTo(expected[k], within(3e-5));
        }
      }
    }
  }

  private static Trainer trainer(
      Network network, Optimizer optimizer, int capacity, Workers workers) {
    int outputs = network.architecture().outputs();
    return new Trainer(
        network, () -> new CrossEntropy(outputs), optimizer, capacity, MASKS, workers);
  }

  private static List<float[]> weightsOf(Network network) {
    return network.parameters().stream().map(Matrix::toArray).toList();
  }

  private static void assertSameBits(List<float[]> got, List<float[]> expected) {
    for (int i = 0; i < got.size(); i++) {
      assertThat(Arrays.equals(got.get(i), expected.get(i))).as("parameter %d", i).isTrue();
    }
  }
}
