package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.RowMasks;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardPassTest {
  private static final int ROWS = 13;
  private static final int[] ROW_IDS = {90, 91, 5, 5, 17, 0, 1, 2, 3, 44, 43, 42, 41, 40};

  /** Wherever the first dropout is: what the passes share is computed once. */
  @ParameterizedTest
  @CsvSource({".2, .5, .3", "0, .5, .3", "0, 0, .3", "0, .5, 0", ".2, 0, 0", "0, 0, 0"})
  void passesEqualTheReference(double input, double first, double second) {
    Architecture architecture =
        RandomBatches.architecture(new int[] {6, 30, 20, 4}, input, first, second);
    Network network = RandomBatches.network(architecture, 3);
    DoubleNetwork reference = new DoubleNetwork(network);
    RandomBatches batch = new RandomBatches(architecture, 100, true, 4);
    RowMasks masks = new RowMasks(new MaskSource(Stream.EVALUATION_MASKS, 8));
    ForwardPass repeated = filled(architecture, batch);
    float[] rows = new float[repeated.input().size()];
    repeated.preparePasses(network, ROWS);
    // Who looks at the rows again computes again what all passes share.
    Arrays.fill(rows, Float.NaN);
    repeated.input().write(0, rows, 0, rows.length);
    for (int pass = 0; pass < 4; pass++) {
      repeated.runPass(network, ROWS, masks.at(pass, ROW_IDS, 1));
      ForwardPass single = filled(architecture, batch);
      single.preparePasses(network, ROWS);
      single.runPass(network, ROWS, masks.at(pass, ROW_IDS, 1));
      for (int row = 0; row < ROWS; row++) {
        int id = ROW_IDS[1 + row];
        double[][] factors = reference.masks(Stream.EVALUATION_MASKS, 8, pass, id);
        double[] expected = reference.logits(batch.input(id), factors);
        for (int k = 0; k < 4; k++) {
          assertThat((double) single.logits().get(row, k)).isCloseTo(expected[k], within(2e-5));
          assertThat(repeated.logits().get(row, k)).isEqualTo(single.logits().get(row, k));
        }
      }
    }
  }

  @Test
  void theStandardPassNeitherMasksNorScales() {
    Architecture architecture = RandomBatches.architecture(new int[] {6, 30, 20, 4}, .2, .5, .3);
    Network network = RandomBatches.network(architecture, 3);
    DoubleNetwork reference = new DoubleNetwork(network);
    RandomBatches batch = new RandomBatches(architecture, 100, true, 4);
    ForwardPass pass = filled(architecture, batch);

    pass.runStandard(network, ROWS);

    assertLogitsOfStandardPass(pass, reference, batch);
  }

  @Test
  void appliesTheActivationOfEachLayer() {
    Architecture architecture =
        RandomBatches.activated(
            RandomBatches.architecture(new int[] {6, 30, 20, 15, 4}, 0, 0, 0, 0),
            Activation.TANH,
            Activation.IDENTITY,
            Activation.RELU);
    Network network = RandomBatches.network(architecture, 3);
    DoubleNetwork reference = new DoubleNetwork(network);
    RandomBatches batch = new RandomBatches(architecture, 100, true, 4);
    ForwardPass pass = filled(architecture, batch);

    pass.runStandard(network, ROWS);

    assertLogitsOfStandardPass(pass, reference, batch);
  }

  private static void assertLogitsOfStandardPass(
      ForwardPass pass, DoubleNetwork reference, RandomBatches batch) {
    for (int row = 0; row < ROWS; row++) {
      double[] expected = reference.logits(batch.input(ROW_IDS[1 + row]), reference.noMasks());
      for (int k = 0; k < 4; k++) {
        assertThat((double) pass.logits().get(row, k)).isCloseTo(expected[k], within(2e-5));
      }
    }
  }

  private static ForwardPass filled(Architecture architecture, RandomBatches batch) {
    ForwardPass pass = new ForwardPass(architecture, ROWS + 3);
    for (int row = 0; row < ROWS; row++) {
      double[] input = batch.input(ROW_IDS[1 + row]);
      for (int i = 0; i < input.length; i++) {
        pass.input().set(row, i, (float) input[i]);
      }
    }
    return pass;
  }
}
