package org.dropoutdistillery.distil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.DoubleNetwork;
import org.dropoutdistillery.nn.ImageNets;
import org.dropoutdistillery.nn.NaiveNetwork;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.ReferenceNet;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TeacherTargetsTest {
  private static final long SEED = 21;
  private static final TransferInputs ROWS_THEMSELVES = new TransferInputs(0, 0, 0);
  private static final int[] IDS = IntStream.range(0, 9).toArray();
  private static final List<String> CLASSES = List.of("a", "b", "c");
  private static final TransferInputs RICH = new TransferInputs(.1, .5, 0);

  private final ReferenceNet moons = ReferenceNet.moons();
  private final int[] ids = IntStream.range(0, moons.rows()).toArray();
  private final Matrix inputs = Matrix.zeros(moons.rows(), 2);
  private final Matrix targets = Matrix.zeros(moons.rows(), 2);

  private TeacherTargets targetsOf(Network teacher, TransferInputs transfer, int masks) {
    return targetsOf(teacher, TargetKind.PROBABILITIES, settings(transfer, masks));
  }

  private TeacherTargets targetsOf(Network teacher, TargetKind kind, TransferSettings settings) {
    TransferPool pool = new TransferPool(dataset(moons), ids);
    return new TeacherTargets(teacher, kind, pool, settings, moons.rows(), SEED, 2);
  }

  static TransferSettings settings(TransferInputs transfer, int masks) {
    return new TransferSettings(transfer, masks, MaskSharing.NONE);
  }

  static Dataset dataset(ReferenceNet net) {
    return Dataset.table(
        net.name(),
        net.width(),
        net.x(),
        new ClassLabels(new int[net.rows()], List.of("upper", "lower")));
  }

  private void fill(TeacherTargets source, long step) {
    source.beginStep(step, ids);
    source.fill(0, moons.rows(), inputs, targets, 0);
  }

  @Test
  void withoutDropoutAreTheStandardPredictions() {
    Network plain = moons.network().copyWithoutDropout();
    Predictions standard =
        new StandardPredictor(plain, new Workers(1)).predict(plain, moons.source());
    TeacherTargets source = targetsOf(plain, ROWS_THEMSELVES, 3);
    source.beginStep(0, ids);
    source.fill(0, moons.rows(), inputs, targets, 0);

    assertThat(inputs.toArray()).isEqualTo(moons.x());
    assertThat(DoubleNetwork.widened(targets.toArray()))
        .containsExactly(standard.probabilities(), within(1e-7));
  }

  /** The first mask of a step is that of the pass with its number, whatever others follow. */
  @ParameterizedTest
  @CsvSource({
    "PROBABILITIES, 1",
    "PROBABILITIES, 5",
    "LOG_PROBABILITIES, 2",
    "CENTRED_LOGITS, 3",
    "RESPONSES, 4"
  })
  void areTheMeanOfTheTeachersPassesOnTheInputs(TargetKind kind, int masks) {
    TeacherTargets source = targetsOf(moons.network(), kind, settings(RICH, masks));
    for (long step = 0; step < 6; step++) {
      fill(source, step);
      assertTargets(kind, moons.network(), step, masks, row -> row);
    }
  }

  /** Looks the masks of a step up, whose last part of the address is {@code maskId} of the row. */
  private void assertTargets(
      TargetKind kind, Network teacher, long step, int masks, IntUnaryOperator maskId) {
    DoubleNetwork reference = new DoubleNetwork(teacher);
    for (int row = 0; row < moons.rows(); row++) {
      double[] input = {inputs.get(row, 0), inputs.get(row, 1)};
      double[] mean = new double[2];
      for (long mask = 0; mask < masks; mask++) {
        long pass = step + (mask << 40);
        double[][] factors =
            reference.masks(Stream.TRANSFER_MASKS, SEED, pass, maskId.applyAsInt(row));
        double[] target = EnumeratedAverage.target(kind, reference.logits(input, factors));
        mean[0] += target[0] / masks;
        mean[1] += target[1] / masks;
      }
      for (int k = 0; k < 2; k++) {
        double unit = 1 + Math.abs(mean[k]);
        assertThat((double) targets.get(row, k)).isCloseTo(mean[k], within(2e-6 * unit));
      }
    }
  }

  /** Of every kind of mask that feature maps have, beside normalisation and pools. */
  @ParameterizedTest
  @MethodSource("convolutionalTeachers")
  void areThoseOfConvolutionalTeachersToo(Architecture shape) {
    Network teacher = ImageNets.network(shape, 4);
    NaiveNetwork reference = new NaiveNetwork(teacher, false);
    int masks = 2;
    int step = 7;
    RowSource rows = new RowSource(ImageNets.rows(shape, 9, 5).toArray(), shape.inputs(), IDS);
    Dataset images =
        Dataset.table(
            "images", shape.inputs(), rows.features(), new ClassLabels(new int[9], CLASSES));
    TeacherTargets source =
        new TeacherTargets(
            teacher,
            TargetKind.PROBABILITIES,
            new TransferPool(images, IDS),
            settings(ROWS_THEMSELVES, masks),
            9,
            SEED,
            1);
    Matrix seen = Matrix.zeros(9, shape.inputs());
    Matrix wanted = Matrix.zeros(9, shape.outputs());
    source.beginStep(step, IDS);
    source.fill(0, 9, seen, wanted, 0);

    for (int row = 0; row < 9; row++) {
      double[] mean = new double[shape.outputs()];
      for (long mask = 0; mask < masks; mask++) {
        double[][] factors = reference.masks(Stream.TRANSFER_MASKS, SEED, step + (mask << 40), row);
        double[] p = reference.probabilities(rowOf(rows, row), factors);
        for (int k = 0; k < mean.length; k++) {
          mean[k] += p[k] / masks;
        }
      }
      for (int k = 0; k < mean.length; k++) {
        assertThat((double) wanted.get(row, k)).isCloseTo(mean[k], within(1e-5));
      }
    }
  }

  private static double[] rowOf(RowSource rows, int row) {
    return DoubleNetwork.widened(
        Arrays.copyOfRange(rows.features(), row * rows.width(), (row + 1) * rows.width()));
  }

  static List<Architecture> convolutionalTeachers() {
    return ImageNets.all();
  }

  @Test
  void rowsThatShareAMaskFindItByTheirGroup() {
    TransferSettings groups = new TransferSettings(RICH, 2, new MaskSharing(8));
    TeacherTargets source = targetsOf(moons.network(), TargetKind.PROBABILITIES, groups);
    fill(source, 3);
    assertTargets(TargetKind.PROBABILITIES, moons.network(), 3, 2, row -> row / 8);
    float[] whole = targets.toArray();

    source.fill(37, 20, inputs, targets, 1);
    assertThat(firstRows(targets, 20))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(part(whole, 37, 20));

    source.change(settings(RICH, 2));
    fill(source, 3);
    assertTargets(TargetKind.PROBABILITIES, moons.network(), 3, 2, row -> row);
  }

  /** A teacher that goes on learning, or whose drop rates change, is asked as it is. */
  @Test
  void followATeacherThatMoves() {
    Network teacher = moons.network().copy();
    TeacherTargets source = targetsOf(teacher, RICH, 3);
    fill(source, 0);
    teacher.weights(1).set(2, 3, teacher.weights(1).get(2, 3) + 1);
    fill(source, 1);
    assertTargets(TargetKind.PROBABILITIES, teacher, 1, 3, row -> row);

    teacher.changeDropout(withRates(teacher.architecture(), .25, .4, 0));
    fill(source, 2);
    assertTargets(TargetKind.PROBABILITIES, teacher, 2, 3, row -> row);

    teacher.changeDropout(teacher.architecture().withoutDropout());
    fill(source, 3);
    assertTargets(TargetKind.PROBABILITIES, teacher, 3, 3, row -> row);
  }

  private static Architecture withRates(
      Architecture shape, double input, double first, double second) {
    return new Architecture(
        shape.inputs(),
        new Bernoulli(input),
        List.of(
            new Architecture.Hidden(shape.width(1), new Bernoulli(first)),
            new Architecture.Hidden(shape.width(2), new Bernoulli(second))),
        shape.outputs());
  }

  @Test
  void changedSettingsCountFromTheNextStep() {
    TeacherTargets source = targetsOf(moons.network(), RICH, 1);
    fill(source, 0);
    source.change(settings(ROWS_THEMSELVES, 4));
    fill(source, 1);

    assertThat(source.settings()).isEqualTo(settings(ROWS_THEMSELVES, 4));
    assertThat(inputs.toArray()).isEqualTo(moons.x());
    assertTargets(TargetKind.PROBABILITIES, moons.network(), 1, 4, row -> row);
  }

  @Test
  void refusesSettingsThatDoNotFitTheRowsAndKeepsTheOthers() {
    TransferSettings shifted = settings(new TransferInputs(0, 0, 1), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> targetsOf(moons.network(), TargetKind.PROBABILITIES, shifted));
    TeacherTargets source = targetsOf(moons.network(), RICH, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.change(shifted))
        .withMessageContaining("shift: 1");
    assertThat(source.settings()).isEqualTo(settings(RICH, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(RICH, 0))
        .withMessageContaining("masksPerStep: 0");
  }

  @Test
  void refusesATeacherOfOtherInputs() {
    TransferPool wide =
        new TransferPool(
            Dataset.table("wide", 3, new float[3], new ClassLabels(new int[1], List.of("a", "b"))),
            new int[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TeacherTargets(
                    moons.network(), TargetKind.PROBABILITIES, wide, settings(RICH, 1), 1, SEED, 1))
        .withMessageContainingAll("3 features", "2 inputs");
  }

  /** No label is known of these rows, and those of the data set change nothing. */
  @Test
  void labelsAreNeverLookedAt() {
    float[] unlabelled = {.3f, -.2f, 1.1f, .4f};
    int[] batch = {3, moons.rows(), 90, moons.rows() + 1};
    float[] first = targetsBeside(unlabelled, batch, new int[moons.rows()]);
    int[] others = IntStream.range(0, moons.rows()).map(row -> row % 2).toArray();

    assertThat(targetsBeside(unlabelled, batch, others)).isEqualTo(first);
    DoubleNetwork reference = new DoubleNetwork(moons.network());
    for (int i = 0; i < 2; i++) {
      int id = moons.rows() + i;
      double[][] factors = reference.masks(Stream.TRANSFER_MASKS, SEED, 7, id);
      double[] p =
          reference.probabilities(new double[] {unlabelled[2 * i], unlabelled[2 * i + 1]}, factors);
      assertThat((double) first[2 * (2 * i + 1)]).isCloseTo(p[0], within(2e-6));
    }
  }

  private float[] targetsBeside(float[] unlabelled, int[] batch, int[] labels) {
    Dataset labelled =
        Dataset.table("moons", 2, moons.x(), new ClassLabels(labels, List.of("a", "b")));
    TeacherTargets source =
        new TeacherTargets(
            moons.network(),
            TargetKind.PROBABILITIES,
            new TransferPool(labelled, ids, unlabelled),
            settings(ROWS_THEMSELVES, 1),
            batch.length,
            SEED,
            1);
    source.beginStep(7, batch);
    source.fill(0, batch.length, inputs, targets, 0);
    return firstRows(targets, batch.length);
  }

  /** However few masks a step has, their mean over the steps is the average over all masks. */
  @Test
  void approachTheAverageOverAllMasks() {
    int steps = 3000;
    double[] exact = EnumeratedAverage.of(moons);
    double[] sums = new double[moons.rows()];
    double[] squares = new double[moons.rows()];
    TeacherTargets source = targetsOf(moons.network(), ROWS_THEMSELVES, 2);
    for (int step = 0; step < steps; step++) {
      source.beginStep(step, ids);
      source.fill(0, moons.rows(), inputs, targets, step % 2);
      for (int row = 0; row < moons.rows(); row++) {
        double target = targets.get(row, 0);
        sums[row] += target;
        squares[row] += target * target;
      }
    }
    double chiSquare = 0;
    for (int row = 0; row < moons.rows(); row++) {
      double mean = sums[row] / steps;
      double variance = (squares[row] / steps - mean * mean) / steps;
      double deviation = (mean - exact[2 * row]) / Math.sqrt(variance);
      assertThat(deviation).isCloseTo(0, within(Frequencies.DEVIATIONS));
      chiSquare += deviation * deviation;
    }
    assertThat(Frequencies.deviationOfChiSquare(chiSquare, moons.rows()))
        .isCloseTo(0, within(Frequencies.DEVIATIONS));
  }

  @Test
  void theEnumerationIsThatOfThePyTorchNet() throws Exception {
    double[] exact = ReferenceNet.arrays("moons-tiny.exact").get("exact").doubles();
    assertThat(EnumeratedAverage.of(moons)).containsExactly(exact, within(1e-6));
  }

  /** However the batch is cut and whoever fills which part. */
  @Test
  void dependOnStepAndRowAlone() {
    TeacherTargets source = targetsOf(moons.network(), RICH, 3);
    source.beginStep(4, ids);
    source.fill(0, moons.rows(), inputs, targets, 0);
    float[] allInputs = inputs.toArray();
    float[] allTargets = targets.toArray();

    int[] cuts = {0, 1, 2, 37, 64, 100};
    for (int part = cuts.length - 2; part >= 0; part--) {
      int first = cuts[part];
      int rows = cuts[part + 1] - first;
      source.fill(first, rows, inputs, targets, part % 2);
      assertThat(firstRows(inputs, rows)).isEqualTo(part(allInputs, first, rows));
      assertThat(firstRows(targets, rows))
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(part(allTargets, first, rows));
    }
    int[] reversed = IntStream.range(0, 100).map(i -> 99 - i).toArray();
    source.beginStep(4, reversed);
    source.fill(0, 100, inputs, targets, 1);
    for (int row = 0; row < 100; row++) {
      assertThat(inputs.get(row, 0)).isEqualTo(allInputs[2 * (99 - row)]);
      assertThat(targets.get(row, 0)).isCloseTo(allTargets[2 * (99 - row)], within(1e-6f));
    }
    source.beginStep(5, ids);
    source.fill(0, 100, inputs, targets, 0);
    assertThat(inputs.toArray()).isNotEqualTo(allInputs);
  }

  private static float[] firstRows(Matrix matrix, int rows) {
    return Arrays.copyOf(matrix.toArray(), 2 * rows);
  }

  private static float[] part(float[] values, int first, int rows) {
    return Arrays.copyOfRange(values, 2 * first, 2 * (first + rows));
  }
}
