package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.dropout.BlockMasks;
import org.dropoutdistillery.dropout.CheckerboardMasks;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The teacher of a {@link TinyRun} has 42 steps. */
class DropRampTest {
  private static final String SQUARES =
      """
      [{"channels": 3, "kernel": 3, "stride": 1, "padding": "same", "batchNorm": false,
        "activation": "relu", "pool": null, "dropRate": 0.3, "masks": "block", "blockSize": 3},
       {"channels": 4, "kernel": 3, "stride": 1, "padding": "same", "batchNorm": false,
        "activation": "relu", "pool": {"kind": "max", "size": 2, "stride": 2},
        "dropRate": 0.25, "masks": "checkerboard", "blockSize": 2},
       {"units": 6, "activation": "relu", "dropRate": 0.5}]""";

  private final Workers workers = new Workers(2);

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  private Run run(Recipe recipe) {
    return new Run(recipe, TinyRun.data(recipe, TinyRun.DIGITS), workers);
  }

  private static Recipe ramped(String ramp, String... more) {
    List<String> changes = new ArrayList<>(List.of("teacher.dropRamp", ramp));
    changes.addAll(List.of(more));
    return TinyRun.recipe(changes.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"1, 42", "0.5, 21", "0.25, 10.5", "0, 0"})
  void ratesGrowLinearlyAndThenStay(String ramp, double rampSteps) {
    Run run = run(ramped(ramp, "teacher.inputDropRate", "0.2"));
    for (int step = 0; step <= 42; step++) {
      double grown = rampSteps == 0 ? 1 : Math.min(1, step / rampSteps);

      // They grow by a hundredth at a time, and half steps of a ramp are rounded.
      double near = .01 + (grown < 1 ? .5 / rampSteps : 0);
      assertThat(run.teacherSnapshot().architecture().law(0).keepProbability())
          .as("step " + step)
          .isCloseTo(1 - .2 * grown, within(.2 * near));
      assertThat(run.teacherSnapshot().architecture().law(1).keepProbability())
          .isCloseTo(1 - .5 * grown, within(.5 * near));
      assertThat(run.settingsInForce().teacher().layers().get(1).dropRate())
          .isCloseTo(.25 * grown, within(.25 * near));
      run.step();
    }
    assertThat(run.settingsInForce()).isEqualTo(run.settings());
  }

  @Test
  void blocksAndCheckerboardsGrowToTheirRates() {
    Run run = run(ramped("1", "teacher.layers", SQUARES));
    for (int step = 0; step < 21; step++) {
      run.step();
    }
    MaskLaw blocks = run.teacherSnapshot().architecture().law(1);
    MaskLaw checkers = run.teacherSnapshot().architecture().law(2);

    assertThat(blocks).isEqualTo(new BlockMasks(.15, 3, 3, 8, 8));
    assertThat(checkers).isEqualTo(new CheckerboardMasks(.125, 2, 4, 4, 4));
    for (int step = 21; step < 42; step++) {
      run.step();
    }
    assertThat(run.teacherSnapshot().architecture().law(2))
        .isEqualTo(new CheckerboardMasks(.25, 2, 4, 4, 4));
  }

  @ParameterizedTest
  @CsvSource({"false, 1", "true, null", "true, 4"})
  void isWhatChangesByHandWouldBe(String balanced, String rowsPerMask) {
    String[] passes = {"evaluation.balanced", balanced, "evaluation.rowsPerMask", rowsPerMask};
    Run ramped = run(ramped("0.5", passes));
    Run byHand = run(TinyRun.recipe(passes));
    for (int step = 0; step < 42; step++) {
      double share = Math.min(100, 100 * step / 21) / 100.0;
      byHand.change("teacher.layers[0].dropRate", .5 * share);
      byHand.change("teacher.layers[1].dropRate", .25 * share);
      if (step % 10 == 3) {
        assertThat(ramped.evaluate(() -> false).report())
            .usingRecursiveComparison()
            .isEqualTo(byHand.evaluate(() -> false).report());
      }
      byHand.step();
      ramped.step();
    }
    int[][] bits = TinyRun.bits(ramped.teacherSnapshot());

    assertThat(bits).isDeepEqualTo(TinyRun.bits(byHand.teacherSnapshot()));
    assertThat(bits).isNotEqualTo(TinyRun.bits(TinyRun.drive(TinyRun.recipe()).teacher()));
  }

  @Test
  void atFirstThereIsNoGap() {
    Run run = run(ramped("1"));

    assertThat(TinyRun.gap(run.evaluate(() -> false)).mutualInformation())
        .isCloseTo(0, within(1e-9));
    for (int step = 0; step < 42; step++) {
      run.step();
    }
    assertThat(TinyRun.gap(run.evaluate(() -> false)).mutualInformation()).isGreaterThan(.001);
  }

  @Test
  void aRateThatIsChangedMeanwhileIsGrownTo() {
    Run run = run(ramped("1"));
    for (int step = 0; step < 21; step++) {
      run.step();
    }
    run.change("teacher.layers[0].dropRate", .2);

    assertThat(run.settings().teacher().layers().get(0).dropRate()).isEqualTo(.2);
    assertThat(run.teacherSnapshot().architecture().law(1).keepProbability()).isEqualTo(.9);
  }

  @Test
  void aTeacherIsKeptWithTheRatesOfItsRecipe() {
    Recipe recipe = ramped("1");
    RunOutcome stopped = new RunDriver(run(recipe), point -> {}, false).driveTo(21);

    assertThat(stopped.teacher().architecture())
        .isEqualTo(RecipeNetworks.architecture(recipe.teacher(), TinyRun.DIGITS));
  }

  @Test
  void aTeacherTrainedWithoutEvaluationsHasTheSameRamp() {
    Recipe recipe = ramped("0.5");
    RunData data = TinyRun.data(recipe, TinyRun.DIGITS);
    Run run = new Run(recipe, data, workers);
    for (int step = 0; step < 42; step++) {
      run.step();
    }

    assertThat(TinyRun.bits(TeacherTraining.train(recipe, data, workers, () -> false)))
        .isDeepEqualTo(TinyRun.bits(run.teacherSnapshot()));
  }

  @Test
  void aTeacherFromElsewhereHasItsRatesAtOnce() {
    RunOutcome taught = TinyRun.drive(ramped("1"));
    RunOutcome again = TinyRun.distil(taught);

    assertThat(TinyRun.bits(again.student())).isDeepEqualTo(TinyRun.bits(taught.student()));
  }
}
