package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution.Padding;
import org.dropoutdistillery.nn.ImageNets;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Shape;
import org.junit.jupiter.api.Test;

class CheckpointStateTest {
  private static Architecture architecture(int kernel, boolean normalised) {
    return ImageNets.of(
        new Shape(2, 6, 6),
        ImageNets.conv(3, kernel, 1, Padding.SAME, normalised, Activation.RELU, null, .2),
        ImageNets.dense(5, .5));
  }

  private static CheckpointState taken(Network network) {
    CheckpointState state = new CheckpointState();
    state.take(exchange -> network.exchange("teacher", exchange));
    return state;
  }

  /** What normalises remembers too, and is no less needed than weights. */
  @Test
  void aConvolutionalNetworkComesBackWhole() {
    Network network = ImageNets.network(architecture(3, true), 4);
    CheckpointState state = taken(network);
    state.requireLayers("teacher", network.architecture());
    Network other = ImageNets.network(architecture(3, true), 5);
    other.exchange("teacher", state.giving());

    assertThat(other.parameters()).hasSize(9);
    for (int i = 0; i < 9; i++) {
      assertThat(other.parameters().get(i).toArray())
          .isEqualTo(network.parameters().get(i).toArray());
    }
  }

  @Test
  void otherKernelsAndNormalisationAreRefused() {
    CheckpointState plain = taken(ImageNets.network(architecture(3, false), 4));
    assertThatCode(() -> plain.requireLayers("teacher", architecture(3, false)))
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.requireLayers("teacher", architecture(5, false)))
        .withMessage("array teacher.0: [18, 3], expected the shape [50, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.requireLayers("teacher", architecture(3, true)))
        .withMessage("array teacher.6: missing, expected one of the shape [1, 3]");
  }
}
