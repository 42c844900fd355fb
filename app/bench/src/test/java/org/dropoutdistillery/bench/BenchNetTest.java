package org.dropoutdistillery.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.run.MapMasks;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeLayer;
import org.junit.jupiter.api.Test;

class BenchNetTest {
  /** Multiplications of a row in conv 1, conv 2, the units and the logits, by hand. */
  private static final double[] PRODUCTS = {
    28 * 28 * 9 * 32, 14 * 14 * 9 * 32 * 64, 7 * 7 * 64 * 256, 256 * 10
  };

  @Test
  void aConvolutionMultipliesAtEveryPosition() {
    double above = PRODUCTS[1] + PRODUCTS[2] + PRODUCTS[3];
    assertThat(BenchNet.CNN.flopsPerStep()).isEqualTo(2 * 128 * (2 * PRODUCTS[0] + 3 * above));
    // The first dropout is behind the first layer.
    assertThat(BenchNet.CNN.flopsPerPass()).isEqualTo(2 * above);
  }

  @Test
  void aThinnedPassMultipliesWhatIsKeptOnBothSides() {
    double kept = .8 * 784 * .5 * 1024 + .5 * 1024 * .5 * 1024 + .5 * 1024 * 10;
    assertThat(BenchNet.DENSE.flopsPerThinnedPass()).isCloseTo(2 * kept, within(1e-3));
  }

  @Test
  void theConvolutionalNetIsTheTeacherOfTheRecipe() {
    List<RecipeLayer> layers = new RecipeCatalog().load("fashion-cnn").teacher().layers();
    Architecture net = BenchNet.CNN.architecture();
    assertThat(layers).hasSize(net.layers() - 1);
    for (int layer = 1; layer < net.layers(); layer++) {
      RecipeLayer wanted = layers.get(layer - 1);
      assertThat(net.law(layer)).isEqualTo(new Bernoulli(wanted.dropRate()));
      if (wanted instanceof RecipeLayer.Conv conv) {
        assertThat(net.units(layer)).isEqualTo(conv.channels());
        assertThat(net.convolution(layer).kernel()).isEqualTo(conv.kernel());
        assertThat(conv.masks()).isEqualTo(MapMasks.ELEMENT);
      } else {
        assertThat(net.units(layer)).isEqualTo(((RecipeLayer.Dense) wanted).units());
      }
    }
  }
}
