package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.Gaussian;
import org.dropoutdistillery.dropout.MaskAddress;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskLensTest {
  private static final long SEED = 5;
  private static final int[] SIZES = {4, 9, 7, 3};
  private static final RowSource ROWS =
      new RowSource(SmallNets.rows(12, 4, 3).features(), 4, new int[] {11, 2, 7, 5, 9, 0, 4});

  private final Network network = net(Activation.RELU);

  private static Network net(Activation activation) {
    return SmallNets.network(SmallNets.architecture(activation, SIZES, .2, .5, 0), 8);
  }

  private static Network normal() {
    List<Architecture.Hidden> hidden =
        List.of(
            new Architecture.Hidden(9, new Gaussian(.5)),
            new Architecture.Hidden(7, new Gaussian(.3)));
    return SmallNets.network(new Architecture(4, new Gaussian(.1), hidden, 3), 8);
  }

  private static MaskedRow row(MonteCarloPlan plan, int position) {
    float[] features =
        Arrays.copyOfRange(ROWS.features(), 4 * ROWS.ids()[position], 4 * ROWS.ids()[position] + 4);
    return new MaskedRow(Stream.EVALUATION_MASKS, SEED, plan, features, ROWS.ids(), position);
  }

  private static MaskLens lens(Network network) {
    return new MaskLens(network, ReadOut.PROBABILITIES);
  }

  static List<MonteCarloPlan> plans() {
    List<MonteCarloPlan> plans = new ArrayList<>();
    for (int group : new int[] {1, 3, MaskSharing.ALL_ROWS}) {
      plans.add(new MonteCarloPlan(new MaskSharing(group), false, 5, 20));
      plans.add(new MonteCarloPlan(new MaskSharing(group), true, 5, 20));
    }
    return plans;
  }

  @ParameterizedTest
  @MethodSource("plans")
  void itsPassesAreThoseOfTheAverageOverAllRows(MonteCarloPlan plan) {
    for (Network each : plan.balanced() ? nets() : nets(normal())) {
      try (Workers workers = new Workers(1)) {
        MonteCarloPredictor all = predictor(each, workers);
        double[] mean = all.predict(each, ROWS, plan, () -> false).mean();
        for (int position = 0; position < ROWS.rows(); position += 2) {
          MaskedRow row = row(plan, position);
          double[][] passes = lens(each).passes(each, row, ForcedUnits.NONE, 100, () -> false);
          for (int pass = 0; pass < 100; pass += 9) {
            double[] expected = part(all.pass(each, ROWS, plan, pass), position);
            assertThat(passes[pass]).containsExactly(expected, within(2e-6));
            assertThat(lens(each).trace(each, row, ForcedUnits.NONE, pass).outputs())
                .containsExactly(expected, within(2e-6));
          }
          assertThat(mean(passes)).containsExactly(part(mean, position), within(2e-6));
        }
      }
    }
  }

  private List<Network> nets(Network... more) {
    List<Network> nets = new ArrayList<>(List.of(network, net(Activation.TANH)));
    nets.addAll(List.of(more));
    return nets;
  }

  private static MonteCarloPredictor predictor(Network each, Workers workers) {
    return new MonteCarloPredictor(
        each, new MaskSource(Stream.EVALUATION_MASKS, SEED), ReadOut.PROBABILITIES, workers);
  }

  private static double[] part(double[] all, int position) {
    return Arrays.copyOfRange(all, 3 * position, 3 * position + 3);
  }

  private static double[] mean(double[][] passes) {
    double[] mean = new double[passes[0].length];
    for (double[] pass : passes) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += pass[k] / passes.length;
      }
    }
    return mean;
  }

  /** A mask that nobody's average contains can be looked at too. */
  @Test
  void factorsAreThoseOfTheAddressEvenBeyondTheLastPass() {
    MonteCarloPlan plan = new MonteCarloPlan(new MaskSharing(3), false, 2, 5);
    for (long pass : new long[] {4, 1_000_000_007L}) {
      MaskedRow row = row(plan, 4);
      MaskTrace trace = lens(network).trace(network, row, ForcedUnits.NONE, pass);
      for (int site = 0; site < 2; site++) {
        MaskAddress address = row.address(site, pass);
        assertThat(address)
            .isEqualTo(new MaskAddress(Stream.EVALUATION_MASKS, SEED, site, pass, 1));
        float[] expected = new float[SIZES[site]];
        network.architecture().law(site).fill(address.key(), expected, 0, expected.length);
        assertThat(trace.sites().get(site).factors()).containsExactly(expected);
      }
      assertThat(trace.sites().get(2).factors()).containsOnly(1);
    }
    MaskedRow own = row(MonteCarloPlan.independent(2, 5), 4);
    assertThat(own.address(1, 3).row()).isEqualTo(ROWS.ids()[4]);
  }

  @Test
  void withoutMasksItPredictsAsStandardDropout() {
    try (Workers workers = new Workers(1)) {
      double[] expected =
          new StandardPredictor(network, workers).predict(network, ROWS).probabilities();
      MaskedRow row = row(plans().get(0), 3);
      assertThat(lens(network).standard(network, row.features(), ForcedUnits.NONE))
          .containsExactly(part(expected, 3), within(2e-6));
    }
  }

  /** Forced off in a layer without dropout, too: as if no weight led on from the unit. */
  @Test
  void aUnitThatIsForcedOffIsNotThere() {
    for (Unit unit : List.of(new Unit(0, 2), new Unit(1, 5), new Unit(2, 0))) {
      Network without = network.copy();
      for (int k = 0; k < without.weights(unit.site()).columns(); k++) {
        without.weights(unit.site()).set(unit.unit(), k, 0);
      }
      requireSame(without, 1e-6, ForcedUnits.NONE.with(List.of(unit), Force.OFF));
    }
  }

  /** With a factor of its own that no mask changes, a unit weighs 1/κ in every pass. */
  @Test
  void aUnitThatIsForcedOnIsMultipliedByTheInverseOfItsKeepProbability() {
    Network scaled = network.copy();
    Unit unit = new Unit(1, 5);
    for (int k = 0; k < SIZES[2]; k++) {
      scaled.weights(1).set(5, k, 2 * scaled.weights(1).get(5, k));
    }
    ForcedUnits on = ForcedUnits.NONE.with(List.of(unit), Force.ON);
    MaskedRow row = row(plans().get(0), 1);
    assertThat(lens(network).standard(network, row.features(), on))
        .containsExactly(
            lens(network).standard(scaled, row.features(), ForcedUnits.NONE), within(1e-6));
    double[][] passes = lens(network).passes(network, row, on, 100, () -> false);
    for (int pass = 0; pass < 100; pass++) {
      MaskTrace free = lens(network).trace(network, row, ForcedUnits.NONE, pass);
      boolean kept = free.sites().get(1).factors()[5] != 0;
      if (kept) {
        assertThat(passes[pass]).containsExactly(free.outputs(), within(1e-6));
      }
      assertThat(lens(network).trace(network, row, on, pass).sites().get(1).factors()[5])
          .isEqualTo(2);
    }
    assertThat(normalFactorOn()).isEqualTo(2);
  }

  private static float normalFactorOn() {
    ForcedUnits on = ForcedUnits.NONE.with(List.of(new Unit(1, 0)), Force.ON);
    Network normal = normal();
    return lens(normal).trace(normal, row(plans().get(0), 1), on, 3).sites().get(1).factors()[0];
  }

  private void requireSame(Network expected, double tolerance, ForcedUnits forced) {
    MaskedRow row = row(plans().get(0), 1);
    MaskLens lens = lens(network);
    assertThat(lens.standard(network, row.features(), forced))
        .containsExactly(
            lens.standard(expected, row.features(), ForcedUnits.NONE), within(tolerance));
    double[][] passes = lens.passes(network, row, forced, 100, () -> false);
    double[][] others = lens.passes(expected, row, ForcedUnits.NONE, 100, () -> false);
    for (int pass = 0; pass < 100; pass++) {
      assertThat(passes[pass]).containsExactly(others[pass], within(tolerance));
    }
  }

  /** Then standard dropout is that mask's pass, and so is every other pass. */
  @Test
  void allUnitsForcedAsAMaskHasThemGiveThatMask() {
    MaskedRow row = row(plans().get(0), 2);
    MaskTrace trace = lens(network).trace(network, row, ForcedUnits.NONE, 13);
    ForcedUnits forced = ForcedUnits.NONE;
    for (int site = 0; site < 3; site++) {
      for (int unit = 0; unit < SIZES[site]; unit++) {
        boolean kept = trace.sites().get(site).factors()[unit] != 0;
        forced = forced.with(List.of(new Unit(site, unit)), kept ? Force.ON : Force.OFF);
      }
    }
    assertThat(lens(network).standard(network, row.features(), forced))
        .containsExactly(trace.outputs(), within(1e-6));
    double[][] passes = lens(network).passes(network, row, forced, 30, () -> false);
    assertThat(passes[29]).containsExactly(trace.outputs(), within(1e-6));
  }

  @Test
  void unitsAreKeptAsOftenAsTheirLawSays() {
    int count = 4000;
    MonteCarloPlan plan = MonteCarloPlan.independent(1, count);
    Unit unit = new Unit(1, 3);
    ForcedUnits forced = ForcedUnits.NONE.with(List.of(unit), Force.OFF);
    float[][] kept = new KeepCounts(network.architecture(), row(plan, 0), forced).frequency(count);
    for (int site = 0; site < 3; site++) {
      double keep = ((Bernoulli) network.architecture().law(site)).keepProbability();
      double bound = 5 * Math.sqrt(keep * (1 - keep) / count);
      for (int i = 0; i < SIZES[site]; i++) {
        double expected = forced.of(new Unit(site, i)) == Force.OFF ? 0 : keep;
        double room = expected == 0 ? 0 : bound + 1e-6;
        assertThat((double) kept[site][i]).isCloseTo(expected, within(room));
      }
    }
  }

  @Test
  void countingOnGivesWhatCountingAtOnceDoes() {
    MaskedRow row = row(MonteCarloPlan.independent(1, 50), 0);
    KeepCounts counts = new KeepCounts(network.architecture(), row, ForcedUnits.NONE);
    counts.frequency(7);
    assertThat(counts.frequency(50))
        .isDeepEqualTo(new KeepCounts(network.architecture(), row, ForcedUnits.NONE).frequency(50));
    assertThatIllegalArgumentException().isThrownBy(() -> counts.frequency(49));
  }

  @Test
  void balancedUnitsAreKeptEquallyOftenInABlock() {
    MonteCarloPlan plan = new MonteCarloPlan(MaskSharing.NONE, true, 2, 20);
    float[][] kept =
        new KeepCounts(network.architecture(), row(plan, 0), ForcedUnits.NONE).frequency(20);
    assertThat(kept[0]).containsOnly(.8f);
    assertThat(kept[1]).containsOnly(.5f);
    assertThat(kept[2]).containsOnly(1);
  }

  @Test
  void forcedUnitsThatALayerDoesNotHaveAreForgotten() {
    ForcedUnits forced =
        ForcedUnits.NONE.with(List.of(new Unit(1, 8), new Unit(1, 9), new Unit(3, 0)), Force.OFF);
    assertThat(forced.within(network.architecture()).units()).containsOnlyKeys(new Unit(1, 8));
  }

  @Test
  void aCancelledLookGivesNothing() {
    assertThat(
            lens(network).passes(network, row(plans().get(0), 0), ForcedUnits.NONE, 9, () -> true))
        .isNull();
  }

  @Test
  void activeUnitsAreThoseThatGiveSomethingOn() {
    MaskTrace trace = lens(network).trace(network, row(plans().get(0), 3), ForcedUnits.NONE, 2);
    MaskTrace.Site site = trace.sites().get(1);
    int kept = 0;
    int active = 0;
    for (int i = 0; i < SIZES[1]; i++) {
      kept += site.factors()[i] == 2 ? 1 : 0;
      active += site.values()[i] > 0 ? 1 : 0;
    }
    assertThat(site.kept()).isEqualTo(kept);
    assertThat(site.active()).isEqualTo(active).isLessThan(kept);
  }
}
