package org.dropoutdistillery.distil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class TransferRowsTest {
  private static final int HEIGHT = 3;
  private static final int WIDTH = 4;
  private static final int FEATURES = HEIGHT * WIDTH;
  private static final int ROWS = 20;
  private static final int[] TRAINING_IDS = {0, 2, 3, 5, 7, 11, 13, 17, 19};
  private static final int DRAWS = 4000;
  private static final long KEY = 99;

  private final Dataset dataset = images();
  private final TransferRows rows = new TransferRows(new TransferPool(dataset, TRAINING_IDS), KEY);

  /** Positive pixels, all different. */
  private static Dataset images() {
    RandomSequence random = new RandomSequence(1);
    float[] values = new float[ROWS * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (.1 + random.nextDouble());
    }
    return new Dataset(
        "images",
        ROWS,
        FEATURES,
        values,
        new ClassLabels(new int[ROWS], List.of("a", "b")),
        Dataset.defaultFeatureNames(FEATURES),
        new ImageShape(HEIGHT, WIDTH));
  }

  private float[] made(TransferInputs kinds, long step, int rowId) {
    return rows.make(kinds, step, rowId).clone();
  }

  private float[] original(int rowId) {
    return dataset.valuesOf(new int[] {rowId});
  }

  @Test
  void withEverythingZeroAreTheTrainingRows() {
    for (int id = 0; id < ROWS; id++) {
      assertThat(made(new TransferInputs(0, 0, 0), 3L * id, id)).isEqualTo(original(id));
    }
  }

  @Test
  void shiftsMoveTheImageAndFillWithZeros() {
    TransferInputs kinds = new TransferInputs(0, 0, 2);
    int[] counts = new int[25];
    for (int step = 0; step < DRAWS; step++) {
      counts[moveOf(made(kinds, step, 7), original(7))]++;
    }
    assertThat(Frequencies.deviationOfChiSquare(Frequencies.chiSquare(counts), 24))
        .isCloseTo(0, within(Frequencies.DEVIATIONS));
  }

  /** Returns which of the 25 moves by up to two pixels made {@code moved} of {@code image}. */
  private static int moveOf(float[] moved, float[] image) {
    for (int move = 0; move < 25; move++) {
      if (Arrays.equals(moved, move(image, move / 5 - 2, move % 5 - 2))) {
        return move;
      }
    }
    throw new AssertionError("not a shifted image: " + Arrays.toString(moved));
  }

  private static float[] move(float[] image, int down, int right) {
    float[] moved = new float[FEATURES];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int newY = y + down;
        int newX = x + right;
        if (newY >= 0 && newY < HEIGHT && newX >= 0 && newX < WIDTH) {
          moved[newY * WIDTH + newX] = image[y * WIDTH + x];
        }
      }
    }
    return moved;
  }

  /** Each is (1 − w)·row + w·other, with w uniform up to its bound and other any training row. */
  @Test
  void pairsStandBetweenTheRowAndAnotherTrainingRow() {
    TransferInputs kinds = new TransferInputs(0, .4, 0);
    int[] partners = new int[ROWS];
    int[] weights = new int[10];
    for (int step = 0; step < DRAWS; step++) {
      float[] mixed = made(kinds, step, 7);
      double[] weightOf = new double[ROWS];
      int partner = partnerOf(mixed, weightOf);
      partners[partner]++;
      if (partner != 7) {
        assertThat(weightOf[partner]).isBetween(-1e-5, .4 + 1e-5);
        weights[(int) Math.max(0, Math.min(9, weightOf[partner] / .04))]++;
      }
    }
    int[] ofTraining = Arrays.stream(TRAINING_IDS).map(id -> partners[id]).toArray();
    assertThat(Arrays.stream(ofTraining).sum()).isEqualTo(DRAWS);
    assertThat(Frequencies.deviationOfChiSquare(Frequencies.chiSquare(ofTraining), 8))
        .isCloseTo(0, within(Frequencies.DEVIATIONS));
    assertThat(Frequencies.deviationOfChiSquare(Frequencies.chiSquare(weights), 9))
        .isCloseTo(0, within(Frequencies.DEVIATIONS));
  }

  /** Finds the row on whose line with row 7 the mixed row lies, and its weight. */
  private int partnerOf(float[] mixed, double[] weightOf) {
    float[] row = original(7);
    if (distance(mixed, row) < 1e-5) {
      return 7;
    }
    for (int id = 0; id < ROWS; id++) {
      float[] other = original(id);
      double along = 0;
      double squares = 0;
      for (int i = 0; i < FEATURES; i++) {
        along += ((double) mixed[i] - row[i]) * ((double) other[i] - row[i]);
        squares += Math.pow((double) other[i] - row[i], 2);
      }
      float[] nearest = new float[FEATURES];
      for (int i = 0; i < FEATURES; i++) {
        nearest[i] = (float) (row[i] + along / squares * (other[i] - row[i]));
      }
      if (id != 7 && distance(mixed, nearest) < 1e-5) {
        weightOf[id] = along / squares;
        return id;
      }
    }
    throw new AssertionError("on no line between two rows: " + Arrays.toString(mixed));
  }

  private static double distance(float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }

  @Test
  void shiftedPairsStayBetweenZeroAndTheLargestPixel() {
    TransferInputs kinds = new TransferInputs(0, 1, 1);
    float largest = 0;
    for (float value : dataset.values()) {
      largest = Math.max(largest, value);
    }
    for (int step = 0; step < 500; step++) {
      for (float value : made(kinds, step, 7)) {
        assertThat(value).isBetween(0f, largest);
      }
    }
  }

  @Test
  void noiseIsNormalWithTheDeviationAskedFor() {
    TransferInputs kinds = new TransferInputs(.05, 0, 0);
    double[] sums = new double[5];
    float[] row = original(7);
    for (int step = 0; step < DRAWS; step++) {
      float[] noisy = made(kinds, step, 7);
      for (int i = 0; i < FEATURES; i++) {
        double z = ((double) noisy[i] - row[i]) / .05;
        sums[1] += z;
        sums[2] += z * z;
        sums[4] += z * z * z * z;
      }
    }
    double n = (double) DRAWS * FEATURES;
    double root = Math.sqrt(n);
    assertThat(sums[1] / n).isCloseTo(0, within(Frequencies.DEVIATIONS / root));
    assertThat(sums[2] / n).isCloseTo(1, within(Frequencies.DEVIATIONS * Math.sqrt(2) / root));
    assertThat(sums[4] / n).isCloseTo(3, within(Frequencies.DEVIATIONS * Math.sqrt(96) / root));
  }

  @Test
  void areAPureFunctionOfStepAndRow() {
    TransferInputs kinds = new TransferInputs(.05, .5, 1);
    float[] first = made(kinds, 8, 5);
    float[] otherRow = made(kinds, 8, 6);
    float[] otherStep = made(kinds, 9, 5);

    assertThat(otherRow).isNotEqualTo(first);
    assertThat(otherStep).isNotEqualTo(first);
    assertThat(made(kinds, 8, 5)).isEqualTo(first);
    TransferRows others = new TransferRows(new TransferPool(dataset, TRAINING_IDS), KEY);
    assertThat(others.make(kinds, 9, 5)).isEqualTo(otherStep);
  }

  /** Partners come from the whole pool, each as often as any other. */
  @Test
  void unlabelledRowsAreShownAndPairedLikeTrainingRows() {
    float[] unlabelled = new float[3 * FEATURES];
    for (int i = 0; i < unlabelled.length; i++) {
      unlabelled[i] = 2 + (float) Math.sin(i);
    }
    TransferPool pool = new TransferPool(dataset, TRAINING_IDS, unlabelled);
    TransferRows both = new TransferRows(pool, KEY);
    TransferInputs plain = new TransferInputs(0, 0, 0);
    assertThat(both.make(plain, 4, ROWS + 1))
        .isEqualTo(Arrays.copyOfRange(unlabelled, FEATURES, 2 * FEATURES));

    int[] partners = new int[ROWS + 3];
    for (int step = 0; step < DRAWS; step++) {
      float[] mixed = both.make(new TransferInputs(0, 1, 0), step, 4).clone();
      partners[partnerAmong(pool, mixed)]++;
    }
    int[] ofPool = Arrays.stream(pool.ids()).map(id -> partners[id]).toArray();
    assertThat(Arrays.stream(ofPool).sum()).isEqualTo(DRAWS);
    assertThat(Frequencies.deviationOfChiSquare(Frequencies.chiSquare(ofPool), 11))
        .isCloseTo(0, within(Frequencies.DEVIATIONS));
  }

  /** Returns the row of a pool on whose line with row 4 the mixed row lies. */
  private int partnerAmong(TransferPool pool, float[] mixed) {
    float[] row = original(4);
    float[] other = new float[FEATURES];
    for (int id : pool.ids()) {
      pool.read(id, 0, other, 0, FEATURES);
      double weight = ((double) mixed[0] - row[0]) / ((double) other[0] - row[0]);
      double error = 0;
      for (int i = 0; i < FEATURES; i++) {
        double expected = row[i] + weight * (other[i] - row[i]);
        error = Math.max(error, Math.abs(mixed[i] - expected));
      }
      if (error < 1e-5) {
        return id;
      }
    }
    throw new AssertionError("on no line between two rows: " + Arrays.toString(mixed));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransferInputs(-.1, 0, 0))
        .withMessageContaining("noise: -0.1");
    assertThatIllegalArgumentException().isThrownBy(() -> new TransferInputs(Double.NaN, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransferInputs(0, 1.01, 0))
        .withMessageContainingAll("pairWeight: 1.01", "[0, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransferInputs(0, 0, -1))
        .withMessageContaining("shift: -1");
  }
}
