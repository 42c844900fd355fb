package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dropoutdistillery.nn.Convolution.Padding.SAME;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.predict.ConvNets.Layer;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What masks do to the feature maps of one row. */
class MaskLensConvolutionTest {
  private static final long SEED = 5;
  private static final Shape GREY = new Shape(1, 8, 8);

  static Stream<Arguments> nets() {
    return ConvNets.all();
  }

  private static MaskedRow row(RowSource source, MonteCarloPlan plan, int position) {
    int first = source.width() * source.ids()[position];
    float[] features = Arrays.copyOfRange(source.features(), first, first + source.width());
    return new MaskedRow(
        org.dropoutdistillery.random.Stream.EVALUATION_MASKS,
        SEED,
        plan,
        features,
        source.ids(),
        position);
  }

  private static MaskLens lens(Network network) {
    return new MaskLens(network, ReadOut.PROBABILITIES);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nets")
  void itsPassesAreThoseOfTheAverageOverAllRows(String name, Architecture shape) {
    Network network = SmallNets.network(shape, 8);
    RowSource source = SmallNets.rows(9, shape.inputs(), 3);
    try (Workers workers = new Workers(1)) {
      MaskSource masks = new MaskSource(org.dropoutdistillery.random.Stream.EVALUATION_MASKS, SEED);
      MonteCarloPredictor all =
          new MonteCarloPredictor(network, masks, ReadOut.PROBABILITIES, workers);
      for (int group : new int[] {1, 4, MaskSharing.ALL_ROWS}) {
        MonteCarloPlan plan = new MonteCarloPlan(new MaskSharing(group), false, 2, 20);
        MaskedRow row = row(source, plan, 6);
        double[][] passes = lens(network).passes(network, row, ForcedUnits.NONE, 40, () -> false);
        for (int pass = 0; pass < 40; pass += 13) {
          double[] expected = part(all.pass(network, source, plan, pass), 6, shape.outputs());
          assertThat(passes[pass]).containsExactly(expected, within(3e-6));
          assertThat(lens(network).trace(network, row, ForcedUnits.NONE, pass).outputs())
              .containsExactly(expected, within(3e-6));
        }
      }
      double[] standard =
          new StandardPredictor(network, workers).predict(network, source).probabilities();
      MaskedRow row = row(source, MonteCarloPlan.independent(1, 2), 6);
      assertThat(lens(network).standard(network, row.features(), ForcedUnits.NONE))
          .containsExactly(part(standard, 6, shape.outputs()), within(3e-6));
    }
  }

  private static double[] part(double[] all, int row, int outputs) {
    return Arrays.copyOfRange(all, row * outputs, (row + 1) * outputs);
  }

  private static Network network(Convolution first) {
    return SmallNets.network(
        ConvNets.of(
            GREY,
            ConvNets.elements(0),
            4,
            Layer.relu(6, first, ConvNets.maps(.25)),
            Layer.relu(5, ConvNets.SAME_3, ConvNets.elements(.5))),
        8);
  }

  /** All values of a map forced off are a map that no weight leads on from. */
  @Test
  void aWholeMapCanBeForcedOff() {
    Network network = network(ConvNets.SAME_3_MAX_2);
    Network without = network.copy();
    List<Unit> map = new ArrayList<>();
    for (int position = 0; position < 16; position++) {
      map.add(new Unit(1, position * 6 + 2));
    }
    for (int tap = 0; tap < 9; tap++) {
      for (int k = 0; k < 5; k++) {
        without.weights(1).set(tap * 6 + 2, k, 0);
      }
    }
    ForcedUnits off = ForcedUnits.NONE.with(map, Force.OFF);
    MaskedRow row = row(SmallNets.rows(3, 64, 3), MonteCarloPlan.independent(1, 20), 1);
    assertThat(lens(network).standard(network, row.features(), off))
        .containsExactly(
            lens(network).standard(without, row.features(), ForcedUnits.NONE), within(1e-6));
    double[][] passes = lens(network).passes(network, row, off, 20, () -> false);
    double[][] others = lens(network).passes(without, row, ForcedUnits.NONE, 20, () -> false);
    for (int pass = 0; pass < 20; pass++) {
      assertThat(passes[pass]).containsExactly(others[pass], within(1e-6));
    }
  }

  @Test
  void mapsOfATraceAreKeptOrDroppedAsOne() {
    Network network = network(ConvNets.SAME_3_MAX_2);
    MaskedRow row = row(SmallNets.rows(3, 64, 3), MonteCarloPlan.independent(1, 20), 1);
    float[][] kept = new KeepCounts(network.architecture(), row, ForcedUnits.NONE).frequency(20);
    for (int pass = 0; pass < 20; pass++) {
      MaskTrace.Site site =
          lens(network).trace(network, row, ForcedUnits.NONE, pass).sites().get(1);
      for (int unit = 0; unit < site.factors().length; unit++) {
        assertThat(site.factors()[unit])
            .isEqualTo(site.factors()[unit % 6])
            .isIn(0f, (float) (1 / .75));
        kept[1][unit] -= site.factors()[unit] == 0 ? 0 : 1 / 20f;
      }
    }
    for (float left : kept[1]) {
      assertThat(left).isCloseTo(0, within(1e-6f));
    }
  }

  @Test
  void balancedMapsAreKeptEquallyOftenInABlock() {
    Architecture shape = network(ConvNets.SAME_3_MAX_2).architecture();
    MonteCarloPlan plan = new MonteCarloPlan(MaskSharing.NONE, true, 1, 20);
    MaskedRow row = row(SmallNets.rows(3, 64, 3), plan, 1);
    float[][] kept = new KeepCounts(shape, row, ForcedUnits.NONE).frequency(20);

    assertThat(kept[1]).containsOnly(.75f);
    assertThat(kept[2]).containsOnly(.5f);
  }

  /** Other windows and pools have the same weights, and need another lens. */
  @Test
  void itFitsTheSameLayersOnly() {
    Network network = network(ConvNets.SAME_3_MAX_2);
    MaskLens lens = lens(network);
    Network other = network.copy();
    other.changeDropout(network.architecture().withoutDropout());

    assertThat(lens.fits(other)).isTrue();
    for (Convolution convolution :
        List.of(
            new Convolution(3, 1, SAME, false, Pooling.average(2)),
            new Convolution(3, 2, SAME, false, null),
            new Convolution(5, 1, SAME, false, Pooling.max(2)))) {
      Network differs = network(convolution);
      assertThat(differs.architecture().shape(1)).isEqualTo(network.architecture().shape(1));
      assertThat(lens.fits(differs)).isFalse();
    }
  }
}
