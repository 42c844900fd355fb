package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;

/** A mask may turn the sign of an active unit; gradients still flow through it, turned too. */
class NegativeFactorTest {
  private static final long SEED = 5;
  private static final double STEP = 1e-6;

  /** Factors 3 and −1, with mean 1 and half of them negative. */
  private record Flips() implements MaskLaw {
    @Override
    public boolean isIdentity() {
      return false;
    }

    @Override
    public double keepProbability() {
      return .5;
    }

    @Override
    public double factorVariance() {
      return 4;
    }

    @Override
    public long factorPair(long word) {
      return bits(word < 0) | bits((word << 32) < 0) << 32;
    }

    private static long bits(boolean negative) {
      return Float.floatToRawIntBits(negative ? -1 : 3) & 0xFFFFFFFFL;
    }
  }

  @Test
  void gradientEqualsFiniteDifferences() {
    MaskLaw law = new Flips();
    Architecture architecture =
        new Architecture(
            5, law, List.of(new Architecture.Hidden(9, law), new Architecture.Hidden(8, law)), 3);
    RandomBatches batch = new RandomBatches(architecture, 60, true, 5);
    int[] rowIds = {41, 3, 59, 12, 0, 7, 8};
    Network network = RandomBatches.network(architecture, 9);
    DoubleNetwork reference = new DoubleNetwork(network);
    try (Workers workers = new Workers(1)) {
      new Trainer(
              network,
              () -> new CrossEntropy(3),
              new GradientCapture(),
              rowIds.length,
              new MaskSource(Stream.TEACHER_MASKS, SEED),
              workers)
          .step(rowIds.length, batch, rowIds, 1);
    }

    for (int parameter = 0; parameter < network.parameters().size(); parameter++) {
      double[] gradient = DoubleNetwork.widened(network.parameters().get(parameter).toArray());
      double[] expected = differences(reference, parameter, batch, rowIds);
      assertThat(gradient).as("parameter %d", parameter).containsExactly(expected, within(1e-4));
    }
  }

  private static double[] differences(
      DoubleNetwork network, int parameter, RandomBatches batch, int[] rowIds) {
    double[] weights = network.parameter(parameter);
    double[] gradient = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      double weight = weights[i];
      weights[i] = weight + STEP;
      double above = loss(network, batch, rowIds);
      weights[i] = weight - STEP;
      double below = loss(network, batch, rowIds);
      weights[i] = weight;
      gradient[i] = (above - below) / (2 * STEP);
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
}
