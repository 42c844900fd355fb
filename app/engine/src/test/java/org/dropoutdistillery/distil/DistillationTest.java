package org.dropoutdistillery.distil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Adam;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.DoubleNetwork;
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

  private static final ReferenceNet MOONS = ReferenceNet.moons();
  private static final double[] ARITHMETIC = EnumeratedAverage.of(MOONS);
  private static final double[] GEOMETRIC = EnumeratedAverage.geometric(MOONS);

  @Test
  void theStudentMovesFromStandardTowardsTheExactAverage() {
    Network student = MOONS.network().copyWithoutDropout();
    int rows = MOONS.rows();
    double gapOfStandard = gap(ARITHMETIC, predict(MOONS.network()), rows);
    assertThat(gap(ARITHMETIC, predict(student), rows)).isEqualTo(gapOfStandard);

    train(student, Divergence.FORWARD_KL, OutputKind.CLASSES, rows, 1, 3000);

    assertThat(gapOfStandard).isGreaterThan(.01);
    assertThat(gap(ARITHMETIC, predict(student), rows)).isCloseTo(0, within(gapOfStandard / 2));
  }

  /** On rows so few that a wide student can be anything there, it becomes what is distilled. */
  @ParameterizedTest
  @EnumSource
  void aWideStudentBecomesWhatItsDivergenceDistils(Divergence divergence) {
    double[] distilled = divergence.isFaithful() ? ARITHMETIC : GEOMETRIC;
    double[] other = divergence.isFaithful() ? GEOMETRIC : ARITHMETIC;
    Network student = Network.initialised(wide(), 4);

    train(student, divergence, OutputKind.CLASSES, FEW, 8, 6000);

    Predictions predicted = predict(student);
    double apart = divergenceOf(other, distilled, FEW);
    assertThat(gap(distilled, predicted, FEW)).isCloseTo(0, within(apart / 20));
    assertThat(gap(other, predicted, FEW)).isGreaterThan(apart / 2);
  }

  /** The same net, read as one of regression: its outputs are the responses. */
  @Test
  void aStudentOfRegressionBecomesTheMeanResponse() {
    double[] mean = EnumeratedAverage.means(MOONS, TargetKind.RESPONSES);
    Network student = Network.initialised(wide(), 4);

    train(student, Divergence.SQUARED_ERROR, OutputKind.RESPONSES, FEW, 64, 4000);

    double errorOfStandard = squaredError(MOONS.network(), mean);
    assertThat(errorOfStandard).isGreaterThan(.01);
    assertThat(squaredError(student, mean)).isCloseTo(0, within(errorOfStandard / 20));
  }

  /** Returns the mean over the first rows of the squared distance of the outputs. */
  private static double squaredError(Network network, double[] expected) {
    DoubleNetwork plain = new DoubleNetwork(network);
    double sum = 0;
    for (int row = 0; row < FEW; row++) {
      double[] outputs = plain.logits(MOONS.row(row), plain.noMasks());
      sum += Math.pow(outputs[0] - expected[2 * row], 2);
      sum += Math.pow(outputs[1] - expected[2 * row + 1], 2);
    }
    return sum / FEW;
  }

  private static Architecture wide() {
    Architecture.Hidden layer = new Architecture.Hidden(64, MaskLaw.none());
    return new Architecture(2, MaskLaw.none(), List.of(layer, layer), 2);
  }

  private static void train(
      Network student, Divergence divergence, OutputKind outputs, int rows, int masks, int steps) {
    int[] ids = IntStream.range(0, rows).toArray();
    int batch = Math.min(50, rows);
    try (Workers workers = new Workers(1)) {
      TeacherTargets targets =
          new TeacherTargets(
              MOONS.network(),
              divergence.target(outputs),
              new TransferPool(TeacherTargetsTest.dataset(MOONS), ids),
              TeacherTargetsTest.settings(new TransferInputs(0, 0, 0), masks),
              batch,
              5,
              workers.count());
      Trainer trainer =
          new Trainer(
              student, () -> divergence.loss(outputs, 2), new Adam(.9, .999), batch, null, workers);
      RandomSequence random = new RandomSequence(2);
      for (int step = 0; step < steps; step++) {
        random.shuffle(ids);
        trainer.step(batch, targets, ids, Schedule.COSINE.rate(.01, step, steps));
      }
    }
  }

  private static Predictions predict(Network network) {
    return new StandardPredictor(network, new Workers(1)).predict(network, MOONS.source());
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
