package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.TinyRun;
import org.dropoutdistillery.tensor.Matrix;
import org.junit.jupiter.api.Test;

class WeightArraysTest {
  private static final Architecture ARCHITECTURE =
      new Architecture(
          3,
          MaskLaw.none(),
          List.of(
              new Architecture.Hidden(4, new Bernoulli(0.5)),
              new Architecture.Hidden(5, MaskLaw.none())),
          2);

  private final Network network = Network.initialised(ARCHITECTURE, 7);

  @Test
  void namesAndShapesAreThoseOfAPyTorchStateDict() {
    Map<String, NpyArray> arrays = WeightArrays.of(network, "layers");

    assertThat(arrays.keySet())
        .containsExactly(
            "layers.0.weight",
            "layers.0.bias",
            "layers.1.weight",
            "layers.1.bias",
            "layers.2.weight",
            "layers.2.bias");
    assertThat(arrays.get("layers.0.weight").shape()).containsExactly(4, 3);
    assertThat(arrays.get("layers.0.bias").shape()).containsExactly(4);
    assertThat(arrays.get("layers.2.weight").shape()).containsExactly(2, 5);
    assertThat(arrays.get("layers.2.bias").shape()).containsExactly(2);
  }

  @Test
  void aWeightStandsAtItsOutputAndInput() {
    Network small =
        new Network(
            new Architecture(
                2, MaskLaw.none(), List.of(new Architecture.Hidden(3, MaskLaw.none())), 2),
            List.of(
                Matrix.of(2, 3, new float[] {1, 2, 3, 4, 5, 6}),
                Matrix.of(1, 3, new float[] {7, 8, 9}),
                Matrix.of(3, 2, new float[] {10, 20, 30, 40, 50, 60}),
                Matrix.of(1, 2, new float[] {70, 80})));
    Map<String, NpyArray> arrays = WeightArrays.of(small, "n");

    assertThat(arrays.get("n.0.weight").floats()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(arrays.get("n.0.bias").floats()).containsExactly(7, 8, 9);
    assertThat(arrays.get("n.1.weight").floats()).containsExactly(10, 30, 50, 20, 40, 60);
    assertThat(arrays.get("n.1.bias").floats()).containsExactly(70, 80);
  }

  @Test
  void aNetworkComesBackBitByBit() {
    Network back =
        WeightArrays.toNetwork(ARCHITECTURE, WeightArrays.of(network, "layers"), "layers");

    assertThat(back.architecture()).isEqualTo(ARCHITECTURE);
    assertThat(TinyRun.bits(back)).isDeepEqualTo(TinyRun.bits(network));
  }

  @Test
  void theArraysAreCopies() {
    Map<String, NpyArray> arrays = WeightArrays.of(network, "layers");
    float before = arrays.get("layers.0.weight").floats()[0];
    network.weights(0).set(0, 0, before + 1);

    assertThat(arrays.get("layers.0.weight").floats()[0]).isEqualTo(before);
  }

  @Test
  void arraysOfOthersAreLeftAside() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>(WeightArrays.of(network, "layers"));
    arrays.put("epoch", NpyArray.ofLongs(new int[] {1}, 3));

    assertThat(TinyRun.bits(WeightArrays.toNetwork(ARCHITECTURE, arrays, "layers")))
        .isDeepEqualTo(TinyRun.bits(network));
  }

  @Test
  void aMissingArrayIsNamedWithWhatWasFound() {
    Map<String, NpyArray> arrays = WeightArrays.of(network, "net");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightArrays.toNetwork(ARCHITECTURE, arrays, "layers"))
        .withMessage(
            "array layers.0.weight is missing, found [net.0.weight, net.0.bias, net.1.weight,"
                + " net.1.bias, net.2.weight, net.2.bias]");
  }

  @Test
  void aTransposedWeightIsRefusedWithBothShapes() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>(WeightArrays.of(network, "layers"));
    arrays.put("layers.1.weight", NpyArray.ofFloats(new int[] {4, 5}, new float[20]));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightArrays.toNetwork(ARCHITECTURE, arrays, "layers"))
        .withMessage("array layers.1.weight has shape [4, 5], expected [5, 4]");
  }

  @Test
  void aBiasOfAnotherLengthIsRefusedWithBothShapes() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>(WeightArrays.of(network, "layers"));
    arrays.put("layers.2.bias", NpyArray.ofFloats(new int[] {1, 2}, 0, 0));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightArrays.toNetwork(ARCHITECTURE, arrays, "layers"))
        .withMessage("array layers.2.bias has shape [1, 2], expected [2]");
  }
}
