package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.Gaussian;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.RowMasks;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinnedPassTest {
  private static final int ROWS = 13;
  private static final int[] SIZES = {6, 30, 20, 4};
  private static final MaskSource SOURCE = new MaskSource(Stream.EVALUATION_MASKS, 8);

  /** Leaving units out gives what multiplying by zero gives, wherever the first dropout is. */
  @ParameterizedTest
  @CsvSource({
    ".2, .5, .3",
    "0, .5, .3",
    "0, 0, .3",
    "0, .5, 0",
    ".2, 0, 0",
    "0, 0, 0",
    ".9, .97, .95"
  })
  void equalsTheReference(double input, double first, double second) {
    for (boolean normal : new boolean[] {false, true}) {
      List<MaskLaw> laws = new ArrayList<>();
      for (double rate : new double[] {input, first, second}) {
        laws.add(normal ? new Gaussian(rate) : new Bernoulli(rate));
      }
      assertEqualsReference(
          new Architecture(
              6,
              laws.get(0),
              List.of(
                  new Architecture.Hidden(30, laws.get(1)),
                  new Architecture.Hidden(20, laws.get(2))),
              4));
    }
  }

  private static void assertEqualsReference(Architecture architecture) {
    Network network = RandomBatches.network(architecture, 3);
    DoubleNetwork reference = new DoubleNetwork(network);
    RandomBatches batch = new RandomBatches(architecture, 100, true, 4);
    Matrix prepared = prepared(network, batch);
    ThinnedPass thinned = new ThinnedPass(architecture, 8);
    RowMasks masks = new RowMasks(SOURCE, MaskSharing.PASS);
    for (int pass = 0; pass < 6; pass++) {
      thinned.thin(network, masks.at(pass, new int[1], 0));
      float[] logits = new float[ROWS * 4];
      thinned.run(network, prepared, 0, 8, logits);
      thinned.run(network, prepared, 8, ROWS - 8, logits);
      double[][] factors = reference.masks(Stream.EVALUATION_MASKS, 8, pass, 0);
      for (int row = 0; row < ROWS; row++) {
        double[] expected = reference.logits(batch.input(row), factors);
        double size = java.util.Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int k = 0; k < 4; k++) {
          assertThat((double) logits[row * 4 + k])
              .isCloseTo(expected[k], within(2e-5 * Math.max(1, size)));
        }
      }
    }
  }

  private static Matrix prepared(Network network, RandomBatches batch) {
    ForwardPass forward = new ForwardPass(network.architecture(), ROWS);
    for (int row = 0; row < ROWS; row++) {
      double[] input = batch.input(row);
      for (int i = 0; i < input.length; i++) {
        forward.input().set(row, i, (float) input[i]);
      }
    }
    forward.preparePasses(network, ROWS);
    return forward.prepared(network);
  }

  /** Where a mask drops a whole layer, the biases behind it are all that is left. */
  @Test
  void aLayerMayBeDroppedWhole() {
    MaskLaw law = new Bernoulli(.999);
    Architecture architecture =
        new Architecture(6, MaskLaw.none(), List.of(new Architecture.Hidden(5, law)), 3);
    Network network = RandomBatches.network(architecture, 3);
    Matrix prepared = prepared(network, new RandomBatches(architecture, 20, true, 4));
    ThinnedPass thinned = new ThinnedPass(architecture, ROWS);
    float[] logits = new float[ROWS * 3];

    thinned.thin(network, new RowMasks(SOURCE, MaskSharing.PASS).at(0, new int[1], 0));
    thinned.run(network, prepared, 0, ROWS, logits);

    float[] bias = network.bias(1).toArray();
    for (int i = 0; i < logits.length; i++) {
      assertThat(logits[i]).isEqualTo(bias[i % 3]);
    }
  }

  /** tanh and the identity, against the same sums in double. */
  @ParameterizedTest
  @CsvSource({"TANH", "IDENTITY"})
  void appliesTheActivationOfEachLayer(Activation activation) {
    Architecture architecture =
        new Architecture(
            6,
            new Bernoulli(.3),
            List.of(new Architecture.Hidden(20, activation, new Bernoulli(.4))),
            3);
    Network network = RandomBatches.network(architecture, 3);
    RandomBatches batch = new RandomBatches(architecture, 20, true, 4);
    DoubleNetwork reference = new DoubleNetwork(network);
    ThinnedPass thinned = new ThinnedPass(architecture, ROWS);
    float[] logits = new float[ROWS * 3];
    thinned.thin(network, new RowMasks(SOURCE, MaskSharing.PASS).at(5, new int[1], 0));
    thinned.run(network, prepared(network, batch), 0, ROWS, logits);

    double[][] factors = reference.masks(Stream.EVALUATION_MASKS, 8, 5, 0);
    for (int row = 0; row < ROWS; row++) {
      double[] hidden = layer(network, 0, batch.input(row), factors[0]);
      for (int j = 0; j < hidden.length; j++) {
        hidden[j] = activation == Activation.TANH ? Math.tanh(hidden[j]) : hidden[j];
      }
      double[] expected = layer(network, 1, hidden, factors[1]);
      for (int k = 0; k < 3; k++) {
        assertThat((double) logits[row * 3 + k]).isCloseTo(expected[k], within(2e-5));
      }
    }
  }

  private static double[] layer(Network network, int layer, double[] inputs, double[] factors) {
    Matrix weights = network.weights(layer);
    double[] sums = new double[weights.columns()];
    for (int j = 0; j < sums.length; j++) {
      sums[j] = network.bias(layer).get(0, j);
      for (int i = 0; i < inputs.length; i++) {
        sums[j] += inputs[i] * factors[i] * weights.get(i, j);
      }
    }
    return sums;
  }

  @Test
  void refusesMoreRowsThanItWasMadeFor() {
    Architecture architecture = RandomBatches.architecture(SIZES, .2, .5, .3);
    Network network = RandomBatches.network(architecture, 3);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ThinnedPass(architecture, 5)
                    .run(network, Matrix.zeros(9, 6), 0, 6, new float[36]))
        .withMessageContaining("6 rows, expected at most 5");
  }
}
