package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.nn.BatchSource;
import org.dropoutdistillery.nn.CrossEntropy;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;

/** Which rows each step sees. */
class TrainingPhaseTest {
  private static final int[] ROWS = IntStream.range(0, 50).map(i -> 3 * i + 1).toArray();
  private static final int BATCH = 16;
  private static final Recipe.Training TRAINING =
      TinyRun.recipe(
              "teacher.training.batchSize", Integer.toString(BATCH), "teacher.training.epochs", "3")
          .teacher()
          .training();

  @Test
  void eachEpochShowsEveryTrainingRowOnce() {
    List<int[]> batches = batches(7);

    assertThat(batches).hasSize(12);
    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(epoch(batches, epoch)).containsExactlyInAnyOrder(ROWS);
    }
    assertThat(batches.get(3)).hasSize(2);
  }

  @Test
  void eachEpochHasAnOrderOfItsOwn() {
    List<int[]> batches = batches(7);

    assertThat(epoch(batches, 0)).isNotEqualTo(ROWS).isNotEqualTo(epoch(batches, 1));
    assertThat(epoch(batches, 1)).isNotEqualTo(epoch(batches, 2));
  }

  @Test
  void theOrderComesFromTheKeyAlone() {
    assertThat(epoch(batches(7), 1)).isEqualTo(epoch(batches(7), 1));
    assertThat(epoch(batches(7), 1)).isNotEqualTo(epoch(batches(8), 1));
  }

  private static int[] epoch(List<int[]> batches, int epoch) {
    return batches.subList(4 * epoch, 4 * epoch + 4).stream()
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  /** Returns the row ids of every step. */
  private static List<int[]> batches(long key) {
    Network network = RecipeNetworks.teacher(TinyRun.recipe(), TinyRun.DIGITS);
    Recorder recorder = new Recorder();
    try (Workers workers = new Workers(1)) {
      TrainingPhase phase =
          new TrainingPhase(
              TRAINING,
              network,
              ROWS,
              key,
              null,
              MaskSharing.NONE,
              recorder,
              () -> new CrossEntropy(10),
              workers);
      for (long step = 0; step < TrainingPhase.steps(TRAINING, ROWS); step++) {
        phase.advance();
      }
    }
    return recorder.batches;
  }

  /** Keeps the ids of the rows that it is asked for, which may come in several chunks a step. */
  private static final class Recorder implements BatchSource {
    private final List<int[]> batches = new ArrayList<>();
    private int[] ids;
    private int[] seen;

    @Override
    public void beginStep(long step, int[] batchIds) {
      ids = batchIds;
      seen = new int[0];
      batches.add(seen);
    }

    @Override
    public void fill(int first, int rows, Matrix inputs, Matrix targets, int worker) {
      if (seen.length < first + rows) {
        seen = Arrays.copyOf(seen, first + rows);
      }
      System.arraycopy(ids, first, seen, first, rows);
      batches.set(batches.size() - 1, seen);
    }
  }
}
