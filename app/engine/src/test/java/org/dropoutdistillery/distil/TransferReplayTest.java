package org.dropoutdistillery.distil;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.nn.Adam;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Trainer;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distilling again what was distilled before, with all that may change on the way. */
class TransferReplayTest {
  private static final int ROWS = 300;
  private static final int UNLABELLED = 60;
  private static final int BATCH = 70;
  private static final int STEPS = 24;
  private static final TransferSettings AT_FIRST =
      new TransferSettings(new TransferInputs(.1, .5, 1), 2, MaskSharing.NONE);
  private static final Map<Integer, TransferSettings> CHANGES =
      Map.of(
          5, new TransferSettings(new TransferInputs(.1, .5, 1), 5, MaskSharing.NONE),
          9, new TransferSettings(new TransferInputs(0, 0, 2), 1, MaskSharing.NONE),
          14, new TransferSettings(new TransferInputs(.2, 0, 0), 3, new MaskSharing(4)),
          19, new TransferSettings(new TransferInputs(0, 1, 0), 1, MaskSharing.PASS));
  // Two chunks of rows go forward and back, or, with the large one, workers share units.
  private static final Architecture MEDIUM = architecture(220, 200);
  private static final Architecture LARGE = architecture(520, 512);
  private static final Architecture SMALL = architecture(9, 7);

  private static Architecture architecture(int first, int second) {
    return new Architecture(
        64,
        new Bernoulli(.1),
        List.of(
            new Architecture.Hidden(first, new Bernoulli(.5)),
            new Architecture.Hidden(second, new Bernoulli(.3))),
        10);
  }

  @ParameterizedTest
  @EnumSource
  void changesMadeAtTheSameStepsGiveTheSameBitsOnAnyNumberOfWorkers(Divergence divergence) {
    Architecture shape = divergence == Divergence.FORWARD_KL ? LARGE : MEDIUM;
    List<float[]> once = weights(shape, divergence, CHANGES, 1);

    for (int workers = 1; workers <= 3; workers++) {
      assertSameBits(weights(shape, divergence, CHANGES, workers), once);
    }
  }

  @Test
  void eachOfTheChangesCounts() {
    List<float[]> all = weights(SMALL, Divergence.FORWARD_KL, CHANGES, 1);
    for (int step : CHANGES.keySet()) {
      Map<Integer, TransferSettings> others = new HashMap<>(CHANGES);
      others.remove(step);
      assertThat(weights(SMALL, Divergence.FORWARD_KL, others, 1).get(0))
          .as("without the change at step %d", step)
          .isNotEqualTo(all.get(0));
    }
  }

  /** The steps that follow a change do not remember what was before it. */
  @Test
  void whatAStepGivesDoesNotDependOnEarlierSettings() {
    int[] ids = pool().ids();
    float[][] given = new float[2][];
    for (int i = 0; i < 2; i++) {
      TeacherTargets targets = targets(Network.initialised(SMALL, 1), Divergence.FORWARD_KL, 1);
      Matrix inputs = Matrix.zeros(BATCH, 64);
      Matrix outputs = Matrix.zeros(BATCH, 10);
      if (i == 1) {
        targets.change(CHANGES.get(14));
        targets.beginStep(3, ids);
        targets.fill(0, BATCH, inputs, outputs, 0);
      }
      targets.change(CHANGES.get(5));
      targets.beginStep(8, ids);
      targets.fill(0, BATCH, inputs, outputs, 0);
      given[i] = outputs.toArray();
    }
    assertThat(given[1]).isEqualTo(given[0]);
  }

  @Test
  void aStepAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    Network teacher = Network.initialised(SMALL, 1);
    TeacherTargets targets = targets(teacher, Divergence.REVERSE_KL, 1);
    Trainer trainer = trainer(teacher.copyWithoutDropout(), Divergence.REVERSE_KL, new Workers(1));
    int[] ids = pool().ids();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int step = 0; step < 50; step++) {
        trainer.step(BATCH, targets, ids, .001);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(least / 50.0).as("bytes a step").isLessThan(8);
  }

  /** Returns a student's weights after distilling a teacher that learns in between. */
  private static List<float[]> weights(
      Architecture shape,
      Divergence divergence,
      Map<Integer, TransferSettings> changes,
      int workerCount) {
    Network teacher = Network.initialised(shape, 1);
    Network student = teacher.copyWithoutDropout();
    try (Workers workers = new Workers(workerCount)) {
      TeacherTargets targets = targets(teacher, divergence, workerCount);
      Trainer trainer = trainer(student, divergence, workers);
      int[] order = pool().ids();
      RandomSequence random = new RandomSequence(6);
      for (int step = 0; step < STEPS; step++) {
        if (changes.containsKey(step)) {
          targets.change(changes.get(step));
        }
        random.shuffle(order);
        trainer.step(step % 5 == 4 ? 41 : BATCH, targets, order, .001);
        teacher.bias(0).set(0, step % 7, .01f * step);
      }
    }
    return student.parameters().stream().map(Matrix::toArray).toList();
  }

  private static TeacherTargets targets(Network teacher, Divergence divergence, int workers) {
    TargetKind kind = divergence.target(OutputKind.CLASSES);
    return new TeacherTargets(teacher, kind, pool(), AT_FIRST, BATCH, 9, workers);
  }

  private static Trainer trainer(Network student, Divergence divergence, Workers workers) {
    return new Trainer(
        student,
        () -> divergence.loss(OutputKind.CLASSES, 10),
        new Adam(.9, .999),
        BATCH,
        null,
        workers);
  }

  private static TransferPool pool() {
    RandomSequence random = new RandomSequence(5);
    float[] values = new float[ROWS * 64];
    float[] unlabelled = new float[UNLABELLED * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    for (int i = 0; i < unlabelled.length; i++) {
      unlabelled[i] = (float) random.nextDouble();
    }
    List<String> names = IntStream.range(0, 10).mapToObj(k -> "class " + k).toList();
    Dataset dataset =
        new Dataset(
            "squares",
            ROWS,
            64,
            values,
            new ClassLabels(new int[ROWS], names),
            Dataset.defaultFeatureNames(64),
            new ImageShape(8, 8));
    return new TransferPool(dataset, IntStream.range(0, ROWS - 100).toArray(), unlabelled);
  }

  private static void assertSameBits(List<float[]> got, List<float[]> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Arrays.equals(got.get(i), expected.get(i))).as("parameter %d", i).isTrue();
      assertThat(got.get(i)).doesNotContain(Float.NaN);
    }
  }
}
