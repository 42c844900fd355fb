package org.dropoutdistillery.distil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Adam;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Schedule;
import org.dropoutdistillery.nn.Trainer;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.ReferenceNet;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Students in miniature, whose teacher's averages are known exactly. */
class DistillationTest {
  private static final int FEW = 20;

  private final ReferenceNet moons = ReferenceNet.moons();
  private final double[] arithmetic = EnumeratedAverage.of(moons);
  private final double[] geometric = EnumeratedAverage.geometric(moons);

  @Test
  void theStudentMovesFromStandardTowardsTheExactAverage() {
    Network student = moons.network().copyWithoutDropout();
    int rows = moons.rows();
    double gapOfStandard = gap(arithmetic, predict(moons.network()), rows);
    assertThat(gap(arithmetic, predict(student), rows)).isEqualTo(gapOfStandard);

    train(student, Divergence.FORWARD_KL, rows, 1, 3000);

    assertThat(gapOfStandard).isGreaterThan(.01);
    assertThat(gap(arithmetic, predict(student), rows)).isCloseTo(0, within(gapOfStandard / 2));
  }

  /** On rows so few that a wide student can be anything there, it becomes what is distilled. */
  @ParameterizedTest
  @EnumSource
  void aWideStudentBecomesWhatItsDivergenceDistils(Divergence divergence) {
    double[] distilled = divergence.isFaithful() ? arithmetic : geometric;
    double[] other = divergence.isFaithful() ? geometric : arithmetic;
    Network student = Network.initialised(wide(), 4);

    train(student, divergence, FEW, 8, 6000);

    Predictions predicted = predict(student);
    double apart = divergenceOf(other, distilled, FEW);
    assertThat(gap(distilled, predicted, FEW)).isCloseTo(0, within(apart / 20));
    assertThat(gap(other, predicted, FEW)).isGreaterThan(apart / 2);
  }

  private static Architecture wide() {
    Architecture.Hidden layer = new Architecture.Hidden(64, MaskLaw.none());
    return new Architecture(2, MaskLaw.none(), List.of(layer, layer), 2);
  }

  private void train(Network student, Divergence divergence, int rows, int masks, int steps) {
    int[] ids = IntStream.range(0, rows).toArray();
    int batch = Math.min(50, rows);
    try (Workers workers = new Workers(1)) {
      TeacherTargets targets =
          new TeacherTargets(
              moons.network(),
              divergence.target(OutputKind.CLASSES),
              new TransferPool(TeacherTargetsTest.dataset(moons), ids),
              TeacherTargetsTest.settings(new TransferInputs(0, 0, 0), masks),
              batch,
              5,
              workers.count());
      Trainer trainer =
          new Trainer(
              student,
              () -> divergence.loss(OutputKind.CLASSES, 2),
              new Adam(.9, .999),
              batch,
              null,
              workers);
      RandomSequence random = new RandomSequence(2);
      for (int step = 0; step < steps; step++) {
        random.shuffle(ids);
        trainer.step(batch, targets, ids, Schedule.COSINE.rate(.01, step, steps));
      }
    }
  }

  private Predictions predict(Network network) {
    return new StandardPredictor(network, new Workers(1)).predict(network, moons.source());
  }

  /** Returns the mean over the first rows of KL(exact ‖ predicted). */
  private static double gap(double[] exact, Predictions predicted, int rows) {
    return divergenceOf(
        exact, Arrays.stream(predicted.logProbabilities()).map(Math::exp).toArray(), rows);
  }

  private static double divergenceOf(double[] p, double[] q, int rows) {
    double sum = 0;
    for (int i = 0; i < 2 * rows; i++) {
      sum += p[i] * (Math.log(p[i]) - Math.log(q[i]));
    }
    return sum / rows;
  }
}
