package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.evaluate.AveragingCurve.Point;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class AveragingCurveTest {
  private static final int ROWS = 100;
  private static final int CLASSES = 4;

  private final RandomSequence random = new RandomSequence(61);
  private final SimulatedEnsemble ensemble = new SimulatedEnsemble(40, ROWS, CLASSES, .8, random);
  private final int[] labels = new int[ROWS];

  AveragingCurveTest() {
    double[] p = ensemble.exactAverage().probabilities();
    for (int row = 0; row < ROWS; row++) {
      double u = random.nextDouble();
      for (int k = 0; k < CLASSES - 1 && u > p[row * CLASSES + k]; k++) {
        u -= p[row * CLASSES + k];
        labels[row] = k + 1;
      }
    }
  }

  @Test
  void fourPassesByHand() {
    // One row, label 0: p = .5, .25, .5, .25, then .375 twice, then .375.
    MonteCarloAverage passes = passes(.5, .25, .5, .25);
    AveragingCurve curve = AveragingCurve.of(AveragingMetric.NLL, passes, null, new int[] {0});
    double one = (Math.log(2) + Math.log(4)) / 2;
    double two = -Math.log(.375);
    List<Point> points = curve.points();
    assertThat(points).extracting(Point::passes).containsExactly(1, 2, 4);
    assertThat(points).extracting(Point::repeats).containsExactly(4, 2, 1);
    assertThat(points).extracting(Point::pairs).containsExactly(2, 1, 0);
    assertThat(points.get(0).value()).isCloseTo(one, within(1e-14));
    assertThat(points.get(1).value()).isCloseTo(two, within(1e-14));
    assertThat(points.get(0).gain()).isCloseTo(one - two, within(1e-14));
    assertThat(points.get(0).gainError()).isCloseTo(0, within(1e-14));
    // Values ±(ln 2)/2 about their mean: √(4 (ln 2)²/4 / 3 / 4).
    assertThat(points.get(0).standardError()).isCloseTo(Math.log(2) / Math.sqrt(12), within(1e-14));
    assertThat(points.get(1).gain()).isCloseTo(0, within(1e-14));
    assertThat(points.get(2).standardError()).isNaN();
    assertThat(points.get(2).gain()).isNaN();
  }

  @Test
  void fourPassesOfANumberByHand() {
    // Target 1, passes 3, 5, 3, 5 about a true average of 4.
    RegressionAverage passes =
        new RegressionAverage(1, new double[][] {{3}, {5}, {3}, {5}}, new double[1]);
    RegressionAverage reference =
        new RegressionAverage(1, new double[][] {{4}, {4}}, new double[1]);
    List<Point> error =
        AveragingCurve.of(AveragingMetric.MSE, passes, null, new double[] {1}).points();
    List<Point> distance =
        AveragingCurve.of(AveragingMetric.SQUARED_DISTANCE, passes, reference, null).points();
    assertThat(error).extracting(Point::passes).containsExactly(1, 2, 4);
    // (4 + 16)/2 and 3².
    assertThat(error).extracting(Point::value).containsExactly(10.0, 9.0, 9.0);
    assertThat(error.get(0).gain()).isEqualTo(1);
    assertThat(distance).extracting(Point::value).containsExactly(1.0, 0.0, 0.0);
  }

  @Test
  void aMetricOfTheOtherKindIsRefused() {
    RegressionAverage numbers = new RegressionAverage(1, new double[2][1], new double[1]);
    MonteCarloAverage classes = ensemble.draw(8, 1, random);
    assertThatThrownBy(() -> AveragingCurve.of(AveragingMetric.KL, numbers, numbers, new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("KL, expected one of [MSE, SQUARED_DISTANCE]");
    assertThatThrownBy(() -> AveragingCurve.of(AveragingMetric.MSE, classes, classes, labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("MSE, expected one of [NLL, ERROR, KL, SQUARED_ERROR]");
    assertThatThrownBy(() -> AveragingCurve.of(AveragingMetric.MSE, numbers, numbers, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MSE needs labels");
  }

  @Test
  void squaredErrorIsTheVarianceOfAPassDividedByPasses() {
    AveragingCurve curve = curve(AveragingMetric.SQUARED_ERROR, 512);
    double variance = exactVariance();
    for (Point point : curve.points()) {
      if (point.repeats() >= 8) {
        double truth = variance / point.passes();
        // The reference has 4000 passes of its own, taken off on average.
        assertThat(point.value())
            .as("T = %d", point.passes())
            .isCloseTo(truth, within(4 * point.standardError() + .2 * variance / 4000));
        assertThat(point.excess()).isCloseTo(truth, within(8 * point.gainError() + 1e-12));
      }
    }
  }

  @Test
  void divergenceFallsAsChiSquareOverTwiceThePasses() {
    AveragingCurve curve = curve(AveragingMetric.KL, 1024);
    double half = ensemble.exactChiSquare() / 2;
    for (Point point : curve.points()) {
      if (point.passes() >= 16 && point.repeats() >= 8) {
        assertThat(point.value() * point.passes())
            .as("T = %d", point.passes())
            .isCloseTo(half, within(.1 * half));
        assertThat(point.excess() * point.passes()).isCloseTo(half, within(.1 * half));
      }
    }
  }

  @Test
  void standardErrorsSayHowFarThePointsScatterOverMasks() {
    int draws = 200;
    double[] values = new double[draws];
    double claimed = 0;
    for (int draw = 0; draw < draws; draw++) {
      AveragingCurve curve =
          AveragingCurve.of(AveragingMetric.NLL, ensemble.draw(32, 1, random), null, labels);
      values[draw] = curve.points().get(1).value();
      claimed += Math.pow(curve.points().get(1).standardError(), 2) / draws;
    }
    double mean = RowMeasures.mean(values);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (draws - 1);
    // A variance from 200 draws has a relative standard error of 10 %.
    assertThat(claimed).isCloseTo(variance, within(.35 * variance));
  }

  @Test
  void enoughIsWhereTheExcessFallsBelowTheTolerance() {
    AveragingCurve curve = curve(AveragingMetric.SQUARED_ERROR, 1024);
    double variance = exactVariance();
    // True excess at 16 passes is variance/16: between 8 and 32, the noise of the curve is small.
    EnoughPasses enough = curve.enough(1.3 * variance / 16);
    assertThat(enough.measured()).isTrue();
    assertThat(enough.passes()).isEqualTo(16);
    EnoughPasses beyond = curve.enough(variance / 5000);
    assertThat(beyond.measured()).isFalse();
    assertThat(beyond.passes()).isBetween(4500.0, 8000.0);
  }

  @Test
  void forLabelsTheToleranceIsAQuarterOfWhatTheRowsLeaveOpen() {
    AveragingCurve curve = curve(AveragingMetric.NLL, 256);
    double[] nll = RowMeasures.nll(ensemble.exactAverage(), labels);
    double mean = RowMeasures.mean(nll);
    double error =
        Math.sqrt(Arrays.stream(nll).map(v -> (v - mean) * (v - mean)).sum() / (ROWS - 1) / ROWS);
    assertThat(curve.rowError()).isCloseTo(error, within(.05 * error));
    assertThat(curve.toleranceOfRows()).isEqualTo(curve.rowError() / 4);
    EnoughPasses enough = curve.enough(curve.toleranceOfRows());
    // At that T the exact excess, measured with many repeats, is below the tolerance.
    AveragingCurve many = curve(AveragingMetric.NLL, 8192);
    double limit = RowMeasures.mean(nll);
    double there =
        many.points().stream()
            .filter(p -> p.passes() == (int) enough.passes())
            .findFirst()
            .orElseThrow()
            .value();
    assertThat(enough.measured()).isTrue();
    assertThat(there - limit).isLessThan(curve.toleranceOfRows());
  }

  @Test
  void errorIsMeasuredToo() {
    AveragingCurve curve = curve(AveragingMetric.ERROR, 512);
    double limit = RowMeasures.mean(RowMeasures.errors(ensemble.exactAverage(), labels));
    Point last = curve.points().get(curve.points().size() - 3);
    assertThat(last.value()).isCloseTo(limit, within(.02));
    assertThat(curve.points().get(0).value()).isGreaterThan(last.value());
  }

  @Test
  void tooFewPassesSayNothing() {
    assertThat(curve(AveragingMetric.SQUARED_ERROR, 6).enough(.1)).isNull();
  }

  @Test
  void pointsStartAtThePassesOfABlock() {
    AveragingCurve curve =
        AveragingCurve.of(AveragingMetric.NLL, ensemble.draw(8, 5, random), null, labels);
    assertThat(curve.points()).extracting(Point::passes).containsExactly(5, 10, 20, 40);
  }

  @Test
  void whatIsMissingIsNamed() {
    MonteCarloAverage passes = ensemble.draw(8, 1, random);
    assertThatThrownBy(() -> AveragingCurve.of(AveragingMetric.KL, passes, null, labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KL needs a reference");
    assertThatThrownBy(() -> AveragingCurve.of(AveragingMetric.NLL, passes, passes, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NLL needs labels");
    AveragingCurve curve = curve(AveragingMetric.KL, 16);
    assertThatThrownBy(curve::toleranceOfRows).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> curve.enough(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tolerance: 0.0");
  }

  private AveragingCurve curve(AveragingMetric metric, int passes) {
    return AveragingCurve.of(
        metric, ensemble.draw(passes, 1, random), ensemble.draw(8, 500, random), labels);
  }

  private double exactVariance() {
    double sum = 0;
    Predictions mean = ensemble.exactAverage();
    for (double[] member : ensemble.members()) {
      for (int i = 0; i < member.length; i++) {
        sum += Math.pow(member[i] - mean.probabilities()[i], 2) / ensemble.members().length;
      }
    }
    return sum / ROWS;
  }

  /** One row of two classes. */
  private static MonteCarloAverage passes(double... first) {
    double[][] blocks = new double[first.length][];
    Arrays.setAll(blocks, b -> new double[] {first[b], 1 - first[b]});
    return new MonteCarloAverage(1, 2, 1, blocks, new double[2], new double[2], new double[1]);
  }
}
