package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class BootstrapTTest {
  private final BootstrapT bootstrap = new BootstrapT(2000, .95, 5);

  @Test
  void studentisedMeanByHand() {
    // Rows 1, 2, 6: mean 3, deviations −2, −1, 3. Resample {1, 1, 6}: mean* − mean = −1/3,
    // deviations from its mean 8/3 are −5/3, −5/3, 10/3, variance (25 + 25 + 100)/9/2 = 25/3,
    // se* = √(25/9) = 5/3, t = −1/5.
    MeanSpread spread = new MeanSpread(new double[] {-2, -1, 3});
    assertThat(spread.deviation()).isCloseTo(Math.sqrt(7), within(1e-15));
    assertThat(spread.of(new byte[] {2, 0, 1})).isCloseTo(-.2, within(1e-15));
  }

  @Test
  void aResampleWithoutSpreadGetsTheLeastStandardError() {
    // {1, 1, 1}: mean* − mean = −2; the standard deviation counts as √7/√3, so se* = √7/3.
    MeanSpread spread = new MeanSpread(new double[] {-2, -1, 3});
    assertThat(spread.of(new byte[] {3, 0, 0})).isCloseTo(-6 / Math.sqrt(7), within(1e-14));
  }

  @Test
  void studentisedRatioByHand() {
    // part 1, 1, 4 and whole 2, 4, 6: ρ = 6/12, residuals part − ρ·whole = 0, −1, 1.
    // Resample {1, 1, 2}: part* 1, 1, 4, whole* 4, 4, 6: ρ* = 6/14, ρ* − ρ = −1/14.
    // Residuals about ρ*: −5/7, −5/7, 10/7: variance 75/49, over √3 and mean whole* 14/3:
    // se* = (5/7)/(14/3) = 15/98, t = −98/(14 · 15) = −7/15.
    RatioSpread spread = new RatioSpread(new double[] {0, -1, 1}, new double[] {2, 4, 6});
    assertThat(spread.of(new byte[] {0, 2, 1})).isCloseTo(-7.0 / 15, within(1e-14));
  }

  @Test
  void theShareClosedIsWhatTheRatioLeaves() {
    double[] whole = normal(60, new RandomSequence(3));
    Arrays.setAll(whole, i -> 2 + whole[i]);
    double[] part = normal(60, new RandomSequence(5));
    Interval ratio = bootstrap.ratio(part, whole);
    assertThat(ratio.value())
        .isCloseTo(RowMeasures.mean(part) / RowMeasures.mean(whole), within(1e-15));
    assertThat(bootstrap.shareClosed(part, whole))
        .isEqualTo(new Interval(1 - ratio.value(), 1 - ratio.high(), 1 - ratio.low()));
  }

  @Test
  void quantilesLieBetweenOrderedValues() {
    SortedSample sample = new SortedSample(new double[] {4, 1, 2, 3});
    // Places .5 · 5 = 2.5 and .3 · 5 = 1.5; outside the places the ends.
    assertThat(sample.quantile(.5)).isEqualTo(2.5);
    assertThat(sample.quantile(.3)).isEqualTo(1.5);
    assertThat(sample.quantile(.01)).isEqualTo(1);
    assertThat(sample.quantile(.99)).isEqualTo(4);
  }

  @Test
  void ofNormalRowsItIsNearlyStudentsInterval() {
    double[] rows = normal(400, new RandomSequence(1));
    Interval interval = bootstrap.mean(rows);
    double half = 1.966 * new MeanSpread(centred(rows)).deviation() / 20;
    assertThat(interval.value()).isCloseTo(RowMeasures.mean(rows), within(1e-15));
    // A 2.5 % quantile of 2000 resamples has a standard error of about .06 standard errors.
    assertThat(interval.low()).isCloseTo(interval.value() - half, within(.15 * half));
    assertThat(interval.high()).isCloseTo(interval.value() + half, within(.15 * half));
  }

  @Test
  void ofSkewedRowsItReachesFurtherToTheLongSide() {
    double[] rows = normal(144, new RandomSequence(1));
    Arrays.setAll(rows, i -> Math.exp(rows[i]));
    Interval interval = bootstrap.mean(rows);
    assertThat(interval.high() - interval.value())
        .isGreaterThan(1.3 * (interval.value() - interval.low()));
  }

  @Test
  void scalesAndShiftsWithTheRows() {
    double[] rows = normal(50, new RandomSequence(4));
    double[] moved = Arrays.stream(rows).map(r -> 3 * r + 10).toArray();
    Interval one = bootstrap.mean(rows);
    Interval two = bootstrap.mean(moved);
    assertThat(two.low()).isCloseTo(3 * one.low() + 10, within(1e-12));
    assertThat(two.high()).isCloseTo(3 * one.high() + 10, within(1e-12));
  }

  @Test
  void aPairedDifferenceForgetsWhatTheRowsShare() {
    RandomSequence random = new RandomSequence(8);
    double[] shared = normal(100, random);
    double[] small = normal(100, random);
    double[] a = new double[100];
    Arrays.setAll(a, i -> 100 * shared[i] + small[i]);
    double[] b = Arrays.stream(shared).map(x -> 100 * x).toArray();
    Interval difference = bootstrap.meanDifference(a, b);
    Interval expected = bootstrap.mean(small);
    assertThat(difference.low()).isCloseTo(expected.low(), within(1e-10));
    assertThat(difference.high()).isCloseTo(expected.high(), within(1e-10));
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
    double[] rows = normal(144, new RandomSequence(2));
    assertThat(new BootstrapT(500, .95, 1).mean(rows))
        .isEqualTo(new BootstrapT(500, .95, 1).mean(rows))
        .isNotEqualTo(new BootstrapT(500, .95, 2).mean(rows));
  }

  @Test
  void theOrderOfRowsMovesOnlyTheNoiseOfResampling() {
    double[] rows = normal(144, new RandomSequence(2));
    double[] reversed = new double[rows.length];
    Arrays.setAll(reversed, i -> rows[rows.length - 1 - i]);
    Interval one = bootstrap.mean(rows);
    Interval two = bootstrap.mean(reversed);
    assertThat(two.value()).isCloseTo(one.value(), within(1e-15));
    double width = one.high() - one.low();
    assertThat(two.low()).isCloseTo(one.low(), within(.1 * width));
    assertThat(two.high()).isCloseTo(one.high(), within(.1 * width));
  }

  @Test
  void equalRowsHaveNoWidth() {
    assertThat(bootstrap.mean(new double[] {.25, .25, .25})).isEqualTo(new Interval(.25, .25, .25));
    assertThat(bootstrap.shareClosed(new double[] {1, 2, 3}, new double[] {2, 4, 6}))
        .isEqualTo(new Interval(.5, .5, .5));
  }

  @Test
  void oneRowSaysNothingAboutSpread() {
    assertThat(bootstrap.mean(new double[] {.3}))
        .isEqualTo(new Interval(.3, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  @Test
  void oneRowThatDiffersStaysFinite() {
    // A third of the resamples misses the row: plain studentising would divide by 0.
    double[] rows = new double[360];
    rows[17] = 5;
    Interval interval = bootstrap.mean(rows);
    assertThat(interval.low()).isLessThan(interval.value());
    // A Poisson count of 1 has an upper 97.5 % limit of 5.57.
    assertThat(interval.high()).isBetween(5.57 * 5 / 360, 5 * 21.0 / 360);
  }

  @Test
  void aWholeThatIsNotSafelyAboveNothingLeavesTheShareUnbounded() {
    double[] whole = normal(50, new RandomSequence(9));
    double mean = RowMeasures.mean(whole);
    double deviation = new MeanSpread(centred(whole)).deviation();
    Arrays.setAll(whole, i -> whole[i] - mean + .1 * deviation);
    Interval share = bootstrap.shareClosed(normal(50, new RandomSequence(10)), whole);
    assertThat(share.low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(share.high()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> new BootstrapT(38, .95, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("resamples: 38, expected at least 39");
    assertThatThrownBy(() -> new BootstrapT(2000, 95, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("confidence: 95.0");
    assertThatThrownBy(() -> bootstrap.mean(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows: 0");
    assertThatThrownBy(() -> bootstrap.meanDifference(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and 3");
    assertThatThrownBy(() -> bootstrap.shareClosed(new double[] {1}, new double[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mean of the whole: 0.0");
  }

  private static double[] normal(int count, RandomSequence random) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> random.nextGaussian());
    return numbers;
  }

  private static double[] centred(double[] rows) {
    double mean = RowMeasures.mean(rows);
    return Arrays.stream(rows).map(r -> r - mean).toArray();
  }
}
