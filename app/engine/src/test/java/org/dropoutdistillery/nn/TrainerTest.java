package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  private static final int ROWS = 300;
  private static final MaskSource MASKS = new MaskSource(Stream.TEACHER_MASKS, 4);

  // A batch of 70 makes two chunks of rows. The middle layer is large: its units are shared, and
  // its weights make four blocks.
  private static final Architecture LARGE =
      RandomBatches.architecture(new int[] {60, 520, 512, 10}, .1, .5, .3);
  // Two chunks of rows go forward and back.
  private static final Architecture MEDIUM =
      RandomBatches.architecture(new int[] {60, 220, 200, 10}, .1, .5, .3);
  // Two chunks of rows, and two blocks of the weights of one layer.
  private static final Architecture PARTED =
      RandomBatches.architecture(new int[] {60, 300, 260, 10}, .1, .5, .3);
  // Units are shared, and the weights of their layer make four blocks.
  private static final Architecture SHARED =
      RandomBatches.architecture(new int[] {60, 300, 440, 10}, .1, .5, .3);
  private static final Architecture SMALL =
      RandomBatches.architecture(new int[] {5, 12, 9, 3}, .2, .5, .4);

  @Test
  void workersNeverChangeABit() {
    for (Architecture architecture : List.of(LARGE, SHARED, PARTED, MEDIUM)) {
      assertThat(StepPlan.chunkRows(architecture, 70)).isLessThan(70);
      Supplier<Optimizer> sgd = () -> new Sgd(.9);
      List<float[]> once = weightsAfterTraining(architecture, sgd, 1);

      assertSameBits(weightsAfterTraining(architecture, sgd, 1), once);
      assertSameBits(weightsAfterTraining(architecture, sgd, 2), once);
      assertSameBits(weightsAfterTraining(architecture, sgd, 3), once);
    }
  }

  @Test
  void workersNeverChangeABitOfAdam() {
    Supplier<Optimizer> adam = () -> new Adam(.9, .999);
    assertSameBits(weightsAfterTraining(LARGE, adam, 3), weightsAfterTraining(LARGE, adam, 1));
  }

  /** 50 steps in batches of 70; every fifth is a last batch of 41 or of 20 rows. */
  private static List<float[]> weightsAfterTraining(
      Architecture architecture, Supplier<Optimizer> optimizer, int count) {
    Network network = RandomBatches.network(architecture, 6);
    List<float[]> start = weightsOf(network);
    try (Workers workers = new Workers(count)) {
      Trainer trainer = trainer(network, optimizer.get(), 70, MASKS, workers);
      RandomBatches batch = new RandomBatches(architecture, ROWS, true, 8);
      RandomSequence random = new RandomSequence(1);
      int[] order = RandomBatches.firstIds(ROWS);
      for (int step = 0; step < 50; step++) {
        random.shuffle(order);
        int rows = step % 5 < 4 ? 70 : step % 2 == 0 ? 41 : 20;
        assertThat(trainer.step(rows, batch, order, .002)).isBetween(0.0, 20.0);
      }
    }
    List<float[]> end = weightsOf(network);
    for (int i = 0; i < end.size(); i++) {
      assertThat(end.get(i)).isNotEqualTo(start.get(i)).doesNotContain(Float.NaN);
    }
    return end;
  }

  @Test
  void rateZeroIsAPlainNetworkBitForBit() {
    Architecture zero = RandomBatches.architecture(new int[] {5, 12, 9, 3}, 0, 0, 0);
    Network masked = RandomBatches.network(zero, 2);
    Network plain = RandomBatches.network(SMALL.withoutDropout(), 2);
    RandomBatches batch = new RandomBatches(zero, ROWS, false, 3);
    int[] rowIds = RandomBatches.firstIds(40);
    Trainer maskedTrainer = trainer(masked, new Sgd(.9), 40, MASKS, new Workers(1));
    Trainer plainTrainer = trainer(plain, new Sgd(.9), 40, null, new Workers(1));

    for (int step = 0; step < 30; step++) {
      double loss = maskedTrainer.step(40, batch, rowIds, .05);
      assertThat(plainTrainer.step(40, batch, rowIds, .05)).isEqualTo(loss);
    }

    assertSameBits(weightsOf(masked), weightsOf(plain));
  }

  @Test
  void withoutAMaskSourceNothingIsDropped() {
    Network dropping = RandomBatches.network(SMALL, 2);
    Network plain = RandomBatches.network(SMALL.withoutDropout(), 2);
    RandomBatches batch = new RandomBatches(SMALL, ROWS, false, 3);
    int[] rowIds = RandomBatches.firstIds(40);
    trainer(dropping, new Sgd(0), 40, null, new Workers(1)).step(40, batch, rowIds, .1);
    trainer(plain, new Sgd(0), 40, null, new Workers(1)).step(40, batch, rowIds, .1);

    assertSameBits(weightsOf(dropping), weightsOf(plain));
  }

  /** What an earlier, larger batch left behind must not count. */
  @ParameterizedTest
  @ValueSource(ints = {1, 20, 35, 36, 69})
  void aBatchThatIsNotFullHasTheGradientOfItsOwnRows(int rows) {
    Network network = RandomBatches.network(LARGE, 6);
    Network same = network.copy();
    RandomBatches batch = new RandomBatches(LARGE, ROWS, true, 8);
    int[] rowIds = RandomBatches.firstIds(ROWS);
    Trainer trainer = trainer(network, new GradientCapture(), 70, null, new Workers(1));
    trainer.step(70, batch, rowIds, 1);
    restore(network, same);
    int[] others = Arrays.copyOfRange(rowIds, 100, 170);

    double loss = trainer.step(rows, batch, others, 1);

    Trainer exact = trainer(same, new GradientCapture(), rows, null, new Workers(1));
    assertThat(exact.step(rows, batch, others, 1)).isCloseTo(loss, within(1e-6 * loss));
    for (int i = 0; i < same.parameters().size(); i++) {
      float[] expected = same.parameters().get(i).toArray();
      float[] got = network.parameters().get(i).toArray();
      double largest = 0;
      for (int j = 0; j < got.length; j++) {
        largest = Math.max(largest, Math.abs((double) got[j] - expected[j]));
      }
      assertThat(largest).as("parameter %d", i).isLessThan(2e-6);
    }
  }

  private static void restore(Network network, Network source) {
    for (int i = 0; i < source.parameters().size(); i++) {
      Matrix parameter = network.parameters().get(i);
      parameter.assignRows(source.parameters().get(i), parameter.rows());
    }
  }

  @Test
  void theMasksOfAStepAreThoseOfThePassWithItsNumber() {
    Network network = RandomBatches.network(SMALL, 2);
    DoubleNetwork reference = new DoubleNetwork(network);
    RandomBatches batch = new RandomBatches(SMALL, ROWS, false, 3);
    int[] rowIds = RandomBatches.firstIds(7);
    Trainer trainer = trainer(network, new Sgd(0), 7, MASKS, new Workers(1));
    for (int step = 0; step < 4; step++) {
      double expected = 0;
      for (int id : rowIds) {
        double[][] masks = reference.masks(Stream.TEACHER_MASKS, 4, step, id);
        expected += reference.crossEntropy(batch.input(id), batch.target(id), masks) / 7;
      }
      assertThat(trainer.step(7, batch, rowIds, 0)).isCloseTo(expected, within(1e-5));
    }
    assertThat(trainer.steps()).isEqualTo(4);
  }

  @Test
  void aStepAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    Network network = RandomBatches.network(SMALL, 2);
    RandomBatches batch = new RandomBatches(SMALL, ROWS, false, 3);
    int[] rowIds = RandomBatches.firstIds(40);
    Trainer trainer =
        new Trainer(
            network,
            () -> ExpectationLinear.ofProbabilities(3, 1),
            new Adam(.9, .999),
            40,
            MASKS,
            new Workers(1));
    trainer.setWeightDecay(1e-3);
    trainer.setMaxNorm(3);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int step = 0; step < 200; step++) {
        trainer.step(40, batch, rowIds, .01);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(least / 200.0).as("bytes a step").isLessThan(8);
  }

  /**
   * One input row is no number: the loss shows it, and training goes on as if that step was not.
   */
  @Test
  void aLossThatIsNoNumberLeavesTheWeightsAsTheyWere() {
    for (Architecture architecture : List.of(SMALL, LARGE)) {
      Network network = RandomBatches.network(architecture, 2);
      Network undisturbed = network.copy();
      RandomBatches batch = new RandomBatches(architecture, ROWS, false, 3);
      RandomBatches broken = new RandomBatches(architecture, ROWS, false, 3);
      broken.spoil(8);
      int[] rowIds = RandomBatches.firstIds(40);
      Trainer trainer = trainer(network, new Adam(.9, .999), 40, null, new Workers(1));
      trainer.setMaxNorm(3);
      trainer.step(40, batch, rowIds, .01);
      List<float[]> good = weightsOf(network);

      assertThat(trainer.step(40, broken, rowIds, .01)).isNaN();

      assertSameBits(weightsOf(network), good);
      trainer.step(40, batch, rowIds, .01);
      assertThat(trainer.steps()).isEqualTo(3);
      Trainer other = trainer(undisturbed, new Adam(.9, .999), 40, null, new Workers(1));
      other.setMaxNorm(3);
      other.step(40, batch, rowIds, .01);
      other.step(40, batch, rowIds, .01);
      assertSameBits(weightsOf(network), weightsOf(undisturbed));
    }
  }

  /** A rate that throws the weights beyond all numbers shows at the next step. */
  @Test
  void aStepAfterADivergedOneSaysSo() {
    Network network = RandomBatches.network(SMALL, 2);
    RandomBatches batch = new RandomBatches(SMALL, ROWS, false, 3);
    int[] rowIds = RandomBatches.firstIds(40);
    Trainer trainer = trainer(network, new Sgd(.9), 40, null, new Workers(1));
    assertThat(trainer.step(40, batch, rowIds, 1e30)).isFinite();
    List<float[]> thrown = weightsOf(network);

    assertThat(trainer.step(40, batch, rowIds, 1e30)).isNotFinite();
    assertSameBits(weightsOf(network), thrown);
  }

  @Test
  void biasesDoNotDecay() {
    Network network = RandomBatches.network(SMALL, 2);
    Network same = network.copy();
    RandomBatches batch = new RandomBatches(SMALL, ROWS, false, 3);
    int[] rowIds = RandomBatches.firstIds(40);
    Trainer decaying = trainer(network, new Sgd(0), 40, MASKS, new Workers(1));
    decaying.setWeightDecay(.5);
    decaying.step(40, batch, rowIds, .1);
    Network start = same.copy();
    trainer(same, new Sgd(0), 40, MASKS, new Workers(1)).step(40, batch, rowIds, .1);

    for (int layer = 0; layer < 3; layer++) {
      assertThat(network.bias(layer).toArray()).containsExactly(same.bias(layer).toArray());
      float[] decayed = network.weights(layer).toArray();
      float[] plain = same.weights(layer).toArray();
      float[] before = start.weights(layer).toArray();
      for (int i = 0; i < decayed.length; i++) {
        assertThat(decayed[i]).isCloseTo(plain[i] - .05f * before[i], within(1e-6f));
      }
    }
  }

  /** Each hidden unit, or map, is held, by shortening alone; the layer of logits is not. */
  @Test
  void maxNormShortensTheIncomingWeightsOfHiddenUnits() {
    for (Architecture architecture : List.of(SMALL, LARGE, ImageNets.largest())) {
      Network network = RandomBatches.network(architecture, 2);
      Network free = network.copy();
      RandomBatches batch = new RandomBatches(architecture, ROWS, false, 3);
      int[] rowIds = RandomBatches.firstIds(40);
      Trainer trainer = trainer(network, new Sgd(.9), 40, MASKS, new Workers(1));
      trainer.setMaxNorm(1.2);
      trainer.step(40, batch, rowIds, .05);
      trainer(free, new Sgd(.9), 40, MASKS, new Workers(1)).step(40, batch, rowIds, .05);

      int last = architecture.layers() - 1;
      assertThat(network.weights(last).toArray()).containsExactly(free.weights(last).toArray());
      int shortened = 0;
      int units = 0;
      for (int layer = 0; layer < last; layer++) {
        assertThat(network.bias(layer).toArray()).containsExactly(free.bias(layer).toArray());
        for (int unit = 0; unit < architecture.units(layer + 1); unit++) {
          units++;
          double norm = norm(free.weights(layer), unit);
          double factor = Math.min(1, 1.2 / norm);
          shortened += norm > 1.2 ? 1 : 0;
          for (int i = 0; i < free.weights(layer).rows(); i++) {
            float weight = free.weights(layer).get(i, unit);
            float got = network.weights(layer).get(i, unit);
            if (norm < 1.2) {
              assertThat(got).isEqualTo(weight);
            } else {
              assertThat((double) got).isCloseTo(factor * weight, within(1e-6 * norm));
            }
          }
        }
      }
      assertThat(shortened).isBetween(1, units - 1);
    }
  }

  private static double norm(Matrix weights, int unit) {
    double squares = 0;
    for (int i = 0; i < weights.rows(); i++) {
      squares += (double) weights.get(i, unit) * weights.get(i, unit);
    }
    return Math.sqrt(squares);
  }

  @Test
  void maxNormMayBeSetFreeAgain() {
    Network network = RandomBatches.network(SMALL, 2);
    Network free = network.copy();
    RandomBatches batch = new RandomBatches(SMALL, ROWS, false, 3);
    int[] rowIds = RandomBatches.firstIds(40);
    Trainer trainer = trainer(network, new Sgd(.9), 40, MASKS, new Workers(1));
    trainer.setMaxNorm(.1);
    trainer.setMaxNorm(Double.POSITIVE_INFINITY);
    trainer.step(40, batch, rowIds, .05);
    trainer(free, new Sgd(.9), 40, MASKS, new Workers(1)).step(40, batch, rowIds, .05);

    assertSameBits(weightsOf(network), weightsOf(free));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.setMaxNorm(0))
        .withMessageContaining("max-norm: 0.0");
  }

  @Test
  void refusesABatchBeyondItsCapacity() {
    Network network = RandomBatches.network(SMALL, 2);
    Trainer trainer = trainer(network, new Sgd(0), 8, MASKS, new Workers(1));
    RandomBatches batch = new RandomBatches(SMALL, ROWS, false, 3);
    int[] rowIds = RandomBatches.firstIds(9);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.step(9, batch, rowIds, .1))
        .withMessageContainingAll("9 rows", "1 to 8");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer.step(0, batch, rowIds, .1));
  }

  private static Trainer trainer(
      Network network, Optimizer optimizer, int capacity, MaskSource masks, Workers workers) {
    int outputs = network.architecture().outputs();
    return new Trainer(
        network, () -> new CrossEntropy(outputs), optimizer, capacity, masks, workers);
  }

  private static List<float[]> weightsOf(Network network) {
    return network.parameters().stream().map(Matrix::toArray).toList();
  }

  private static void assertSameBits(List<float[]> got, List<float[]> expected) {
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.size(); i++) {
      assertThat(Arrays.equals(got.get(i), expected.get(i))).as("parameter %d", i).isTrue();
    }
  }
}
