package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightAverageTest {
  // The middle layer makes several pieces.
  private static final Architecture ARCHITECTURE =
      RandomBatches.architecture(new int[] {5, 170, 200, 3}, .2, .5, .4);

  /** Large weights that cancel: in float32 their running mean would be off by thousands of ulp. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void isTheMeanRoundedOnce(int count) {
    int steps = 500;
    Network network = RandomBatches.network(ARCHITECTURE, 1);
    double[][] sums = new double[network.parameters().size()][];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new double[network.parameters().get(i).size()];
    }
    Network mean = RandomBatches.network(ARCHITECTURE, 2);
    RandomSequence random = new RandomSequence(3);
    try (Workers workers = new Workers(count)) {
      WeightAverage average = new WeightAverage(network, workers);
      for (int step = 0; step < steps; step++) {
        for (int i = 0; i < sums.length; i++) {
          move(network.parameters().get(i), random, sums[i]);
        }
        average.add();
      }
      assertThat(average.count()).isEqualTo(steps);
      average.copyTo(mean);
    }

    for (int i = 0; i < sums.length; i++) {
      float[] got = mean.parameters().get(i).toArray();
      for (int j = 0; j < got.length; j++) {
        assertThat(got[j]).isEqualTo((float) (sums[i][j] / steps));
      }
    }
  }

  private static void move(Matrix parameter, RandomSequence random, double[] sums) {
    float[] values = new float[sums.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = 1 + 1000 * (random.nextFloat() - .5f);
      sums[j] += values[j];
    }
    parameter.write(0, values, 0, values.length);
  }

  @Test
  void mayReplaceTheWeightsThatItAverages() {
    Network network = RandomBatches.network(ARCHITECTURE, 1);
    WeightAverage average = new WeightAverage(network, new Workers(1));
    network.weights(1).fill(1);
    average.add();
    network.weights(1).fill(2);
    average.add();
    average.copyTo(network);

    assertThat(network.weights(1).toArray()).containsOnly(1.5f);
  }

  @Test
  void addingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    WeightAverage average =
        new WeightAverage(RandomBatches.network(ARCHITECTURE, 1), new Workers(1));
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int step = 0; step < 200; step++) {
        average.add();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(least / 200.0).as("bytes a step").isLessThan(8);
  }

  @Test
  void refusesWhatHasNoMeanOrOtherLayers() {
    Network network = RandomBatches.network(ARCHITECTURE, 1);
    WeightAverage average = new WeightAverage(network, new Workers(1));
    Network other =
        RandomBatches.network(RandomBatches.architecture(new int[] {5, 170, 3}, 0, 0), 1);

    assertThatThrownBy(() -> average.copyTo(network)).isInstanceOf(IllegalStateException.class);
    average.add();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> average.copyTo(other))
        .withMessageContainingAll("units=200", "same layers");
  }
}
