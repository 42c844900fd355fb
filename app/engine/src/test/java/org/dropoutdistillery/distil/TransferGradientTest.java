package org.dropoutdistillery.distil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.BatchSource;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Sgd;
import org.dropoutdistillery.nn.Trainer;
import org.dropoutdistillery.predict.ReferenceNet;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The student's gradient under few masks against that under the exact average over all. */
class TransferGradientTest {
  private static final int STEPS = 1500;
  private static final int ROWS = 24;
  private static final int[] IDS = IntStream.range(0, ROWS).toArray();
  private static final TransferInputs ROWS_THEMSELVES = new TransferInputs(0, 0, 0);

  private final ReferenceNet moons = ReferenceNet.moons();
  private final Network student = student();
  private final List<float[]> start = student.parameters().stream().map(Matrix::toArray).toList();

  private static Network student() {
    Architecture.Hidden layer = new Architecture.Hidden(4, MaskLaw.none());
    return Network.initialised(new Architecture(2, MaskLaw.none(), List.of(layer), 2), 3);
  }

  @ParameterizedTest
  @EnumSource
  void isUnbiasedWithOneMask(Divergence divergence) {
    assertUnbiased(divergence, new TransferSettings(ROWS_THEMSELVES, 1, MaskSharing.NONE));
  }

  @ParameterizedTest
  @EnumSource
  void isUnbiasedWithEightMasks(Divergence divergence) {
    assertUnbiased(divergence, new TransferSettings(ROWS_THEMSELVES, 8, MaskSharing.NONE));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, MaskSharing.ALL_ROWS})
  void isUnbiasedWhenRowsShareMasks(int groupSize) {
    MaskSharing sharing = new MaskSharing(groupSize);
    assertUnbiased(Divergence.FORWARD_KL, new TransferSettings(ROWS_THEMSELVES, 1, sharing));
  }

  private void assertUnbiased(Divergence divergence, TransferSettings settings) {
    double[] exact = gradients(divergence, exactTargets(divergence), 1).get(0);
    List<double[]> drawn = gradients(divergence, targets(divergence, settings), STEPS);
    int varying = 0;
    for (int i = 0; i < exact.length; i++) {
      double error = Math.sqrt(variance(drawn, i) / STEPS);
      assertThat(mean(drawn, i))
          .as("parameter %d", i)
          .isCloseTo(exact[i], within(Frequencies.DEVIATIONS * error + 1e-6));
      varying += Math.abs(exact[i]) > 10 * error ? 1 : 0;
    }
    assertThat(varying).as("parameters whose gradient the noise does not hide").isGreaterThan(5);
  }

  /** Masks of a step are independent: m of them leave an m-th of the variance. */
  @ParameterizedTest
  @EnumSource
  void hasAnEighthOfTheVarianceWithEightMasks(Divergence divergence) {
    double one = variance(divergence, 1);
    double eight = variance(divergence, 8);
    assertThat(one / eight).isCloseTo(8, within(1.5));
  }

  private double variance(Divergence divergence, int masks) {
    TransferSettings settings = new TransferSettings(ROWS_THEMSELVES, masks, MaskSharing.NONE);
    List<double[]> drawn = gradients(divergence, targets(divergence, settings), STEPS);
    return IntStream.range(0, drawn.get(0).length).mapToDouble(i -> variance(drawn, i)).sum();
  }

  private TeacherTargets targets(Divergence divergence, TransferSettings settings) {
    TransferPool pool = new TransferPool(TeacherTargetsTest.dataset(moons), IDS);
    TargetKind kind = divergence.target(OutputKind.CLASSES);
    return new TeacherTargets(moons.network(), kind, pool, settings, ROWS, 8, 1);
  }

  private BatchSource exactTargets(Divergence divergence) {
    double[] means = EnumeratedAverage.means(moons, divergence.target(OutputKind.CLASSES));
    return new BatchSource() {
      @Override
      public void beginStep(long step, int[] rowIds) {}

      @Override
      public void fill(int first, int rows, Matrix inputs, Matrix targets, int worker) {
        for (int i = 0; i < rows; i++) {
          for (int k = 0; k < 2; k++) {
            inputs.set(i, k, (float) moons.row(first + i)[k]);
            targets.set(i, k, (float) means[2 * (first + i) + k]);
          }
        }
      }
    };
  }

  /** Returns the gradients of so many steps, all at the same weights. */
  private List<double[]> gradients(Divergence divergence, BatchSource batches, int steps) {
    List<double[]> gradients = new ArrayList<>();
    Trainer trainer =
        new Trainer(
            student,
            () -> divergence.loss(OutputKind.CLASSES, 2),
            new Sgd(0),
            ROWS,
            null,
            new Workers(1));
    for (int step = 0; step < steps; step++) {
      trainer.step(ROWS, batches, IDS, 1);
      gradients.add(takeGradient());
    }
    return gradients;
  }

  /** A step of rate 1 moved the weights by their gradient; this moves them back. */
  private double[] takeGradient() {
    double[] gradient = new double[start.stream().mapToInt(p -> p.length).sum()];
    int next = 0;
    for (int i = 0; i < start.size(); i++) {
      Matrix parameter = student.parameters().get(i);
      float[] moved = parameter.toArray();
      for (int j = 0; j < moved.length; j++) {
        gradient[next++] = (double) start.get(i)[j] - moved[j];
      }
      parameter.write(0, start.get(i), 0, moved.length);
    }
    return gradient;
  }

  private static double mean(List<double[]> drawn, int index) {
    return drawn.stream().mapToDouble(values -> values[index]).average().orElseThrow();
  }

  private static double variance(List<double[]> drawn, int index) {
    double mean = mean(drawn, index);
    double squares = drawn.stream().mapToDouble(v -> Math.pow(v[index] - mean, 2)).sum();
    return squares / (drawn.size() - 1);
  }
}
