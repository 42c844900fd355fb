package org.dropoutdistillery.distil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.dropoutdistillery.nn.Adam;
import org.dropoutdistillery.nn.CrossEntropy;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Schedule;
import org.dropoutdistillery.nn.Trainer;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.ReferenceNet;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;

/** A student in miniature, whose teacher's average is known exactly. */
class DistillationTest {
  private static final int BATCH = 50;

  @Test
  void theStudentMovesFromStandardTowardsTheExactAverage() {
    ReferenceNet moons = ReferenceNet.moons();
    double[] exact = EnumeratedAverage.of(moons);
    Network student = moons.network().copyWithoutDropout();
    double gapOfStandard = gap(exact, predict(moons, moons.network()));
    assertThat(gap(exact, predict(moons, student))).isEqualTo(gapOfStandard);

    train(moons, student, 3000);

    double gapOfStudent = gap(exact, predict(moons, student));
    assertThat(gapOfStandard).isGreaterThan(.01);
    assertThat(gapOfStudent).isCloseTo(0, within(gapOfStandard / 2));
  }

  private static void train(ReferenceNet net, Network student, int steps) {
    int[] ids = IntStream.range(0, net.rows()).toArray();
    try (Workers workers = new Workers(2)) {
      TeacherTargets targets =
          new TeacherTargets(
              net.network(),
              TeacherTargetsTest.dataset(net),
              ids,
              new TransferInputs(0, 0, 0),
              1,
              BATCH,
              5,
              workers.count());
      Trainer trainer =
          new Trainer(student, () -> new CrossEntropy(2), new Adam(.9, .999), BATCH, null, workers);
      RandomSequence random = new RandomSequence(2);
      for (int step = 0; step < steps; step++) {
        random.shuffle(ids);
        trainer.step(BATCH, targets, ids, Schedule.COSINE.rate(.01, step, steps));
      }
    }
  }

  private static Predictions predict(ReferenceNet net, Network network) {
    return new StandardPredictor(network, new Workers(1)).predict(network, net.source());
  }

  /** Returns the mean over the rows of KL(exact ‖ predicted). */
  private static double gap(double[] exact, Predictions predicted) {
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      sum += exact[i] * (Math.log(exact[i]) - predicted.logProbabilities()[i]);
    }
    return sum / predicted.rows();
  }
}
