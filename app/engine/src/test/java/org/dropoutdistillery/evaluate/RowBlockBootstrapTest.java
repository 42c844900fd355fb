package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowBlockBootstrapTest {
  private static final int SIMULATIONS = 400;
  private static final double NOISE = 4 * Math.sqrt(.95 * .05 / SIMULATIONS);

  private final RandomSequence random = new RandomSequence(21);
  private final RowBlockBootstrap bootstrap = new RowBlockBootstrap(399, .95, 1);

  /** 600 rows of 8 blocks are above {@link RowBlockBootstrap#MANY_VALUES}: not resampled. */
  @ParameterizedTest
  @CsvSource({"60, 8", "144, 8", "600, 8", "60, 20"})
  void coversWhereMasksAreSharedAndTheRowBootstrapDoesNot(int rows, int blocks) {
    int both = 0;
    int rowsAlone = 0;
    // The same spread of the mean over blocks, however many there are.
    double spread = .4 * Math.sqrt(blocks / 8.0);
    for (int s = 0; s < SIMULATIONS; s++) {
      double[][] values = shared(rows, blocks, spread);
      both += new RowBlockBootstrap(299, .95, s).mean(values).contains(truth()) ? 1 : 0;
      rowsAlone += new BootstrapT(299, .95, s).mean(means(values)).contains(truth()) ? 1 : 0;
    }
    print("shared masks", rows, blocks, both, rowsAlone);
    assertThat((double) both / SIMULATIONS).isBetween(.95 - NOISE, .95 + NOISE);
    // The more rows, the worse: what masks do to all of them stays.
    assertThat((double) rowsAlone / SIMULATIONS).isLessThan(rows < 100 ? .87 : .75);
  }

  @ParameterizedTest
  @CsvSource({"60, 8", "600, 8"})
  void bothCoverWhereEveryRowHasMasksOfItsOwn(int rows, int blocks) {
    int both = 0;
    int rowsAlone = 0;
    for (int s = 0; s < SIMULATIONS; s++) {
      double[][] values = shared(rows, blocks, 0);
      both += new RowBlockBootstrap(299, .95, s).mean(values).contains(truth()) ? 1 : 0;
      rowsAlone += new BootstrapT(299, .95, s).mean(means(values)).contains(truth()) ? 1 : 0;
    }
    print("own masks", rows, blocks, both, rowsAlone);
    assertThat((double) both / SIMULATIONS).isBetween(.95 - NOISE, .95 + NOISE);
    assertThat((double) rowsAlone / SIMULATIONS).isBetween(.95 - NOISE, .95 + NOISE);
  }

  @ParameterizedTest
  @CsvSource({"60, 8", "600, 8"})
  void coversARatio(int rows, int blocks) {
    int covered = 0;
    for (int s = 0; s < SIMULATIONS; s++) {
      double[][] whole = shared(rows, blocks, .3);
      double[][] part = shared(rows, blocks, .3);
      for (int b = 0; b < blocks; b++) {
        double[] wholeBlock = whole[b];
        double[] partBlock = part[b];
        // A quarter of the whole, and a tenth of something else.
        Arrays.setAll(partBlock, row -> .25 * wholeBlock[row] + .1 * partBlock[row]);
      }
      covered += new RowBlockBootstrap(299, .95, s).ratio(part, whole).contains(.35) ? 1 : 0;
    }
    System.out.printf(
        "ratio, shared masks, %d rows, %d blocks: %.3f%n",
        rows, blocks, (double) covered / SIMULATIONS);
    assertThat((double) covered / SIMULATIONS).isBetween(.95 - NOISE, .95 + NOISE);
  }

  @Test
  void theValueIsTheMean() {
    double[][] values = shared(30, 8, .4);
    assertThat(bootstrap.mean(values).value())
        .isCloseTo(RowMeasures.mean(means(values)), within(1e-14));
    assertThat(bootstrap.ratio(values, values).value()).isEqualTo(1);
  }

  @Test
  void degenerateValues() {
    assertThat(bootstrap.mean(new double[8][20])).isEqualTo(new Interval(0, 0, 0));
    assertThat(bootstrap.mean(new double[8][1])).isEqualTo(Interval.unbounded(0));
    // Rows that differ and blocks that do not: the bootstrap of rows.
    double[] rows = means(shared(100, 2, 0));
    double[][] same = new double[8][];
    Arrays.fill(same, rows);
    Interval expected = new BootstrapT(2000, .95, 1).mean(rows);
    Interval interval = new RowBlockBootstrap(2000, .95, 1).mean(same);
    assertThat(interval.low()).isCloseTo(expected.low(), within(1e-12));
    assertThat(interval.high()).isCloseTo(expected.high(), within(1e-12));
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
    double[][] values = shared(30, 8, .4);
    assertThat(new RowBlockBootstrap(399, .95, 1).mean(values))
        .isEqualTo(bootstrap.mean(values))
        .isNotEqualTo(new RowBlockBootstrap(399, .95, 2).mean(values));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> bootstrap.mean(new double[1][5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("blocks of passes: 1");
    assertThatThrownBy(() -> bootstrap.mean(new double[][] {{1, 2}, {1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 and 2");
    assertThatThrownBy(() -> bootstrap.ratio(new double[2][5], new double[2][5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mean of the whole: 0.0");
    assertThatThrownBy(() -> new RowBlockBootstrap(38, .95, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("resamples: 38");
  }

  /**
   * Returns [blocks][rows]: skewed rows, noise of each block and row, and what a block's masks do
   * to all rows, to some more than to others.
   */
  private double[][] shared(int rows, int blocks, double spread) {
    double[] level = new double[rows];
    double[] sensitivity = new double[rows];
    for (int row = 0; row < rows; row++) {
      level[row] = Math.exp(.7 * random.nextGaussian());
      sensitivity[row] = 1 + .5 * random.nextGaussian();
    }
    double[][] values = new double[blocks][rows];
    for (double[] block : values) {
      double effect = spread * random.nextGaussian();
      Arrays.setAll(
          block, row -> level[row] + effect * sensitivity[row] + .5 * random.nextGaussian());
    }
    return values;
  }

  private static double truth() {
    return Math.exp(.7 * .7 / 2);
  }

  private static double[] means(double[][] values) {
    double[] means = new double[values[0].length];
    for (double[] block : values) {
      for (int row = 0; row < means.length; row++) {
        means[row] += block[row] / values.length;
      }
    }
    return means;
  }

  private static void print(String name, int rows, int blocks, int both, int rowsAlone) {
    System.out.printf(
        "%s, %d rows, %d blocks: rows × blocks %.3f, rows %.3f%n",
        name, rows, blocks, (double) both / SIMULATIONS, (double) rowsAlone / SIMULATIONS);
  }
}
