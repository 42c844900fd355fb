package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.tensor.Matrix;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Architecture ARCHITECTURE =
      RandomBatches.architecture(new int[] {300, 200, 7}, .2, .5);

  @Test
  void startsAsHeOrGlorotSayWithNoBias() {
    assertVariance(Network.initialised(ARCHITECTURE, 4), (in, out) -> 2.0 / in);
    assertVariance(
        Network.initialised(ARCHITECTURE, Initialisation.GLOROT, 4), (in, out) -> 2.0 / (in + out));
  }

  private static void assertVariance(Network network, IntToDoubleBiFunction expected) {
    for (int layer = 0; layer < 2; layer++) {
      Matrix weights = network.weights(layer);
      double sum = 0;
      double squares = 0;
      for (float weight : weights.toArray()) {
        sum += weight;
        squares += (double) weight * weight;
      }
      int n = weights.size();
      double variance = expected.of(weights.rows(), weights.columns());
      assertThat(squares / n)
          .isCloseTo(variance, within(Frequencies.DEVIATIONS * variance * Math.sqrt(2.0 / n)));
      assertThat(sum / n).isCloseTo(0, within(Frequencies.DEVIATIONS * Math.sqrt(variance / n)));
      assertThat(network.bias(layer).toArray()).containsOnly(0f);
    }
  }

  private interface IntToDoubleBiFunction {
    double of(int inputs, int outputs);
  }

  @Test
  void sameKeySameWeights() {
    float[] weights = Network.initialised(ARCHITECTURE, 4).weights(0).toArray();

    assertThat(Network.initialised(ARCHITECTURE, 4).weights(0).toArray()).isEqualTo(weights);
    assertThat(Network.initialised(ARCHITECTURE, 5).weights(0).toArray()).isNotEqualTo(weights);
  }

  @Test
  void copiesHaveWeightsOfTheirOwn() {
    Network network = Network.initialised(ARCHITECTURE, 4);
    float[] before = network.weights(1).toArray();
    Network copy = network.copy();
    Network plain = network.copyWithoutDropout();

    network.weights(1).fill(3);

    assertThat(copy.weights(1).toArray()).isEqualTo(before);
    assertThat(plain.weights(1).toArray()).isEqualTo(before);
    assertThat(copy.architecture()).isEqualTo(ARCHITECTURE);
    assertThat(plain.architecture().firstDropoutSite()).isEqualTo(-1);
  }

  @Test
  void countsItsWeights() {
    assertThat(ARCHITECTURE.weightCount()).isEqualTo(301 * 200 + 201 * 7);
    assertThat(ARCHITECTURE.firstDropoutSite()).isZero();
    assertThat(RandomBatches.architecture(new int[] {3, 4, 4, 2}, 0, 0, .1).firstDropoutSite())
        .isEqualTo(2);
  }

  @Test
  void namesWhatDoesNotFitItsArchitecture() {
    Architecture small = RandomBatches.architecture(new int[] {2, 3}, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(small, List.of(Matrix.zeros(3, 2), Matrix.zeros(1, 3))))
        .withMessageContainingAll("weights of layer 0", "[3, 2]", "[2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(small, List.of(Matrix.zeros(2, 3), Matrix.zeros(1, 2))))
        .withMessageContainingAll("bias of layer 0", "[1, 2]", "[1, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Network(small, List.of(Matrix.zeros(2, 3))))
        .withMessageContainingAll("1 parameters", "1 layers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomBatches.architecture(new int[] {2, 0, 3}, 0, 0))
        .withMessageContaining("units: 0");
  }

  @Test
  void namesALayerOfTooManyWeights() {
    List<Architecture.Hidden> layers =
        List.of(
            new Architecture.Hidden(50_000, MaskLaw.none()),
            new Architecture.Hidden(50_000, MaskLaw.none()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Architecture(2, MaskLaw.none(), layers, 2))
        .withMessage("layer 2 has 2,500,000,000 weights, expected fewer than 2^31");
  }
}
