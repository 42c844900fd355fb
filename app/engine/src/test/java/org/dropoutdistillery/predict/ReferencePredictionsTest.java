package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our predictions against those of PyTorch for the same weights. */
class ReferencePredictionsTest {
  private static final int PASSES = 4000;
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  static java.util.stream.Stream<ReferenceNet> nets() {
    return ReferenceNet.all();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void standardIsPyTorchs(ReferenceNet net) {
    Predictions standard =
        new StandardPredictor(net.network(), WORKERS).predict(net.network(), net.source());

    double[] logits = net.expected("logits");
    assertThat(standard.probabilities()).containsExactly(net.expected("standard"), within(1e-5));
    for (int i = 0; i < logits.length; i++) {
      int first = i - i % net.classes();
      double difference = logits[i] - logits[first];
      assertThat(standard.logProbabilities()[i] - standard.logProbabilities()[first])
          .isCloseTo(difference, within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void monteCarloIsPyTorchsWithinBothErrors(ReferenceNet net) {
    double[] deviations = deviations(net, PASSES);

    assertThat(deviations.length).isGreaterThan(20);
    for (double deviation : deviations) {
      assertThat(deviation).isCloseTo(0, within(Frequencies.DEVIATIONS));
    }
    assertThat(Math.abs(deviationOfSquares(deviations))).isLessThan(Frequencies.DEVIATIONS);
  }

  /** The comparison above would not let a slightly wrong law pass. */
  @ParameterizedTest
  @ValueSource(strings = {"digits-mlp", "cancer-mlp", "moons-tiny", "digits-cnn"})
  void anotherDropRateIsNoticed(String name) {
    double[] deviations = deviations(ReferenceNet.read(name, .48), PASSES);

    assertThat(deviationOfSquares(deviations)).isGreaterThan(Frequencies.DEVIATIONS);
  }

  /**
   * For each row, how many standard errors our average of its most probable class stands from
   * PyTorch's. Rows have masks of their own, so these are independent; rows that no mask moves are
   * left out, since so few passes move them that the mean of the passes is not normal.
   */
  private static double[] deviations(ReferenceNet net, int passes) {
    MonteCarloAverage average = average(net, passes, 1);
    double[] theirs = net.expected("mc");
    return java.util.stream.IntStream.range(0, net.rows())
        .map(row -> row * net.classes() + average.predictions().mode(row))
        .filter(i -> average.mean()[i] < .995)
        .mapToDouble(
            i -> {
              double variance = average.variance()[i] * (1.0 / passes + 1.0 / net.passes());
              return (average.mean()[i] - theirs[i]) / Math.sqrt(variance);
            })
        .toArray();
  }

  /** Rows' squared errors in units of their variance sum to a χ². */
  private static double deviationOfSquares(double[] deviations) {
    double chiSquare = java.util.Arrays.stream(deviations).map(d -> d * d).sum();
    return Frequencies.deviationOfChiSquare(chiSquare, deviations.length);
  }

  /** The error falls as 1/T, and to nothing else than the average over all masks. */
  @Test
  void squaredErrorIsTheVarianceOfOnePassByT() throws Exception {
    ReferenceNet net = ReferenceNet.moons();
    double[] exact = ReferenceNet.arrays("moons-tiny.exact").get("exact").doubles();
    for (int passes = 10; passes <= 40_000; passes *= 8) {
      MonteCarloAverage average = average(net, passes, 2);
      MonteCarloAverage variances = average(net, 5000, 3);
      double[] deviations = new double[net.rows()];
      for (int row = 0; row < deviations.length; row++) {
        int i = row * 2;
        deviations[row] =
            (average.mean()[i] - exact[i]) / Math.sqrt(variances.variance()[i] / passes);
      }
      assertThat(deviationOfSquares(deviations))
          .as("%d passes", passes)
          .isCloseTo(0, within(Frequencies.DEVIATIONS));
    }
  }

  private static MonteCarloAverage average(ReferenceNet net, int passes, long seed) {
    MaskSource masks = new MaskSource(Stream.EVALUATION_MASKS, seed);
    return new MonteCarloPredictor(net.network(), masks, WORKERS)
        .predict(net.network(), net.source(), 10, passes / 10, () -> false);
  }
}
