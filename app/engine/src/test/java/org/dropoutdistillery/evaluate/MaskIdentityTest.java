package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.DoubleNetwork;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.MonteCarloPredictor;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.ReferenceNet;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;

/** What holds exactly of a trained net, all of whose 2 048 equally likely masks are enumerated. */
class MaskIdentityTest {
  private static final ReferenceNet NET = ReferenceNet.moons();
  private static final double[][] MASKED = enumerate();
  private static final Predictions EXACT = average(MASKED);

  @Test
  void divergenceOfSinglePassesIsThatOfTheirAverageAndMutualInformation() {
    // METHODS.md, section 1: E_r KL(p_r‖q) = KL(p̄‖q) + MI for every q.
    double information = RowMeasures.mean(Entropy.rows(EXACT.probabilities(), 2)) - singleEntropy();
    assertThat(information).isGreaterThan(.01);
    for (Predictions q :
        new Predictions[] {
          standard(), SimulatedEnsemble.predictions(NET.rows(), 2, 1, new RandomSequence(4)), EXACT
        }) {
      double single = 0;
      for (double[] pass : MASKED) {
        Predictions p = Predictions.ofProbabilities(NET.rows(), 2, pass);
        single += RowMeasures.mean(KullbackLeibler.rows(p, q)) / MASKED.length;
      }
      double average = RowMeasures.mean(KullbackLeibler.rows(EXACT, q));
      assertThat(single).isCloseTo(average + information, within(1e-9));
    }
  }

  @Test
  void theHeadlineOfAllMasksIsTheDifferenceOfTheDivergences() {
    Predictions q = SimulatedEnsemble.predictions(NET.rows(), 2, 1, new RandomSequence(4));
    double headline = 0;
    for (double[] pass : MASKED) {
      headline +=
          RowMeasures.mean(KullbackLeibler.headlineRows(pass, standard(), q)) / MASKED.length;
    }
    assertThat(headline)
        .isCloseTo(
            RowMeasures.mean(KullbackLeibler.rows(EXACT, standard()))
                - RowMeasures.mean(KullbackLeibler.rows(EXACT, q)),
            within(1e-9));
  }

  @Test
  void passesOfTheEngineApproachTheExactAverageAsOneOverT() {
    MonteCarloAverage passes = passes(4096, 1);
    double[] logPasses = new double[5];
    double[] logDistance = new double[5];
    for (int i = 0; i < 5; i++) {
      int size = 16 << i;
      logPasses[i] = Math.log(size);
      logDistance[i] = Math.log(distance(passes, size));
    }
    double slope = slope(logPasses, logDistance);
    // From the exact spread of the masks: χ²/2 at T = 1.
    double level = Math.exp(logDistance[4]) * 256 / (chiSquare() / 2);
    System.out.printf("KL to the exact average falls as T^%.3f, to %.3f χ²/2T%n", slope, level);
    assertThat(slope).isCloseTo(-1, within(.08));
    assertThat(level).isCloseTo(1, within(.15));
  }

  @Test
  void theEnginesEstimatesAgreeWithEnumeration() {
    MonteCarloAverage average = passes(16, 250);
    double kl = RowMeasures.mean(KullbackLeibler.rows(EXACT, standard()));
    double information = RowMeasures.mean(Entropy.rows(EXACT.probabilities(), 2)) - singleEntropy();
    assertThat(RowMeasures.mean(KullbackLeibler.debiasedRows(average, standard())))
        .isCloseTo(kl, within(.05 * kl));
    assertThat(RowMeasures.mean(MaskSpread.mutualInformationRows(average)))
        .isCloseTo(information, within(.03 * information));
    assertThat(MaskSpread.noiseFloor(average))
        .isCloseTo(chiSquare() / 8000, within(.05 * chiSquare() / 8000));
  }

  /** Returns the mean over disjoint averages of so many passes of KL(exact ‖ average). */
  private static double distance(MonteCarloAverage passes, int size) {
    double sum = 0;
    int repeats = passes.blocks() / size;
    for (int i = 0; i < repeats; i++) {
      double[][] some = Arrays.copyOfRange(passes.blockMeans(), i * size, (i + 1) * size);
      sum += RowMeasures.mean(KullbackLeibler.rows(EXACT, average(some))) / repeats;
    }
    return sum;
  }

  private static double slope(double[] x, double[] y) {
    double meanX = RowMeasures.mean(x);
    double meanY = RowMeasures.mean(y);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    return products / squares;
  }

  private static double chiSquare() {
    double sum = 0;
    for (double[] pass : MASKED) {
      for (int i = 0; i < pass.length; i++) {
        double difference = pass[i] - EXACT.probabilities()[i];
        sum += difference * difference / EXACT.probabilities()[i] / MASKED.length;
      }
    }
    return sum / NET.rows();
  }

  private static double singleEntropy() {
    double sum = 0;
    for (double[] pass : MASKED) {
      sum += RowMeasures.mean(Entropy.rows(pass, 2)) / MASKED.length;
    }
    return sum;
  }

  private static Predictions standard() {
    try (Workers workers = new Workers(1)) {
      return new StandardPredictor(NET.network(), workers).predict(NET.network(), NET.source());
    }
  }

  private static MonteCarloAverage passes(int blocks, int passesPerBlock) {
    try (Workers workers = new Workers(2)) {
      return new MonteCarloPredictor(
              NET.network(), new MaskSource(Stream.EVALUATION_MASKS, 5), workers)
          .predict(NET.network(), NET.source(), blocks, passesPerBlock, () -> false);
    }
  }

  private static Predictions average(double[][] passes) {
    double[] mean = new double[passes[0].length];
    for (double[] pass : passes) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += pass[i] / passes.length;
      }
    }
    return Predictions.ofProbabilities(NET.rows(), 2, mean);
  }

  /** Returns [masks][rows × classes]; both hidden layers drop half of their units. */
  private static double[][] enumerate() {
    Architecture architecture = NET.network().architecture();
    DoubleNetwork reference = new DoubleNetwork(NET.network());
    int first = architecture.width(1);
    int units = first + architecture.width(2);
    double[][] all = new double[1 << units][NET.rows() * NET.classes()];
    double[][] factors = reference.noMasks();
    for (int mask = 0; mask < all.length; mask++) {
      for (int unit = 0; unit < units; unit++) {
        factors[unit < first ? 1 : 2][unit < first ? unit : unit - first] =
            2.0 * ((mask >> unit) & 1);
      }
      for (int row = 0; row < NET.rows(); row++) {
        double[] p = reference.probabilities(NET.row(row), factors);
        System.arraycopy(p, 0, all[mask], row * p.length, p.length);
      }
    }
    return all;
  }
}
