package org.dropoutdistillery.desktop.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunDriver.StepSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasksModelTest {
  private static final long SECOND = 1_000_000_000;
  @TempDir Path folder;
  private Workbench workbench;
  private MasksModel model;
  private final AtomicInteger answers = new AtomicInteger();
  private long now = 1;

  private void open(Recipe recipe) {
    workbench = SmallRun.open(recipe, folder);
    model =
        new MasksModel(
            workbench,
            task -> {
              answers.incrementAndGet();
              task.run();
            });
    settle();
  }

  @AfterEach
  void close() {
    model.close();
    TinyBench.close(workbench);
  }

  /** Looks until the newest weights are shown. */
  private void settle() {
    long steps = workbench.progress().get().steps();
    SmallRun.await(
        workbench,
        () -> {
          refresh();
          MaskView view = model.view().get();
          return view != null && view.step() >= steps;
        });
    refresh();
    refresh();
  }

  private void refresh() {
    now += SECOND;
    model.refresh(now);
  }

  private MaskView view() {
    refresh();
    refresh();
    return model.view().get();
  }

  @Test
  void aRunThatWaitsShowsItsInitialNetwork() {
    open(SmallRun.digits());
    MaskView view = view();
    assertThat(view.step()).isZero();
    assertThat(view.student()).isNull();
    assertThat(view.dropSites()).extracting(DropSite::dropRate).containsExactly(0., .5, .25);
    assertThat(view.sites()).extracting(site -> site.factors().length).containsExactly(64, 30, 20);
    assertThat(view.address())
        .isEqualTo("seed 1 / pass 0 / row " + workbench.data().get().split().validation()[0]);
    assertThat(view.passes()).hasNumberOfRows(40);
    assertThat(view.soFar()).containsExactly(view.mask(), within(1e-6));
  }

  @Test
  void theAverageRunsFromTheFirstPassToAllOfThem() {
    open(SmallRun.digits());
    model.goToPass(9);
    MaskView tenth = view();
    assertThat(tenth.passesSoFar()).isEqualTo(10);
    double sum = 0;
    for (int pass = 0; pass < 10; pass++) {
      sum += tenth.passes()[pass][3];
    }
    assertThat(tenth.soFar()[3]).isCloseTo(sum / 10, within(1e-12));
    assertThat(tenth.passes()[9]).containsExactly(tenth.mask(), within(1e-6));
    model.goToPass(39);
    assertThat(view().soFar()).containsExactly(view().monteCarlo());
  }

  /** The masks are those of the run's own evaluations: so is the average. */
  @Test
  void theMeanOverAllRowsIsThatOfTheRun() {
    open(SmallRun.digits("evaluation.balanced", "true"));
    GapReport report = (GapReport) workbench.curve().get(0).report();
    double nll = 0;
    for (int row = 0; row < model.rows(); row++) {
      model.goToRow(row);
      nll -= Math.log(view().monteCarlo()[model.watched()]) / model.rows();
    }
    assertThat(nll).isCloseTo(report.monteCarlo().nll().value(), within(1e-4));
  }

  @Test
  void followsTheTrainingOrHoldsACopy() {
    open(SmallRun.digits());
    double[] before = view().mask();
    workbench.step(Phase.BOTH, StepSize.STEP);
    SmallRun.await(workbench, () -> workbench.progress().get().steps() == 1);
    settle();
    assertThat(view().step()).isEqualTo(1);
    double[] after = view().mask();
    assertThat(after).isNotEqualTo(before);
    model.following().set(false);
    workbench.step(Phase.BOTH, StepSize.STEP);
    SmallRun.await(workbench, () -> workbench.progress().get().steps() == 2);
    model.goToPass(1);
    model.goToPass(0);
    assertThat(view().step()).isEqualTo(1);
    assertThat(view().mask()).containsExactly(after);
    model.following().set(true);
    settle();
    assertThat(view().step()).isEqualTo(2);
  }

  @Test
  void afterTheEndItHasTheNetworksOfTheOutcome() {
    open(SmallRun.digits());
    SmallRun.runToItsEnd(workbench);
    MaskView view = view();
    assertThat(view.step()).isEqualTo(workbench.result().get().outcome().steps());
    assertThat(view.student()).hasSize(10);
    workbench.reset();
    assertThat(model.view().get()).isNull();
    SmallRun.await(workbench, () -> workbench.progress().get() != null);
    settle();
    assertThat(view().step()).isZero();
  }

  @Test
  void nothingIsComputedTwiceNorUnasked() {
    open(SmallRun.digits());
    view();
    int before = answers.get();
    for (int i = 0; i < 5; i++) {
      refresh();
    }
    assertThat(answers.get()).isEqualTo(before);
    model.goToPass(3);
    model.goToRow(5);
    assertThat(answers.get()).isEqualTo(before);
  }

  @Test
  void forcedUnitsActInMaskAverageAndStandardButNotInTheStudent() {
    open(SmallRun.digits());
    SmallRun.runToItsEnd(workbench);
    MaskView free = view();
    List<Unit> some = List.of(new Unit(1, 4), new Unit(1, 5), new Unit(2, 0), new Unit(0, 20));
    model.force(some, Force.OFF);
    MaskView forced = view();
    for (Unit unit : some) {
      assertThat(forced.sites().get(unit.site()).factors()[unit.unit()]).isZero();
    }
    assertThat(forced.standard()).isNotEqualTo(free.standard());
    assertThat(forced.monteCarlo()).isNotEqualTo(free.monteCarlo());
    assertThat(forced.student()).containsExactly(free.student());
    assertThat(forced.unforced().standard()).containsExactly(free.standard());
    assertThat(forced.unforced().mask()).containsExactly(free.mask());
    assertThat(forced.unforced().monteCarlo()).containsExactly(free.monteCarlo());
    model.force(List.of(new Unit(1, 4)), Force.ON);
    assertThat(view().sites().get(1).factors()[4]).isEqualTo(2);
    model.clearForced();
    assertThat(view().standard()).containsExactly(free.standard());
    assertThat(view().unforced()).isNull();
  }

  @Test
  void aPinnedMaskStaysBesideTheShownOne() {
    open(SmallRun.digits());
    model.goToPass(7);
    double[] seventh = view().mask();
    model.togglePin();
    model.goToPass(8);
    assertThat(view().pinned().outputs()).containsExactly(seventh);
    assertThat(view().pinned().address()).contains("pass 7");
    assertThat(view().mask()).isNotEqualTo(seventh);
    model.togglePin();
    assertThat(view().pinned()).isNull();
  }

  @Test
  void anAddressBeyondTheLastPassIsShown() {
    open(SmallRun.digits());
    int row = workbench.data().get().split().validation()[5];
    model.typeAddress("seed 12 / pass 100000 / row " + row);
    assertThat(model.problem().get()).isEmpty();
    MaskView view = view();
    assertThat(view.place()).isEqualTo(new Place(12, 100_000, 5));
    assertThat(view.passesSoFar()).isEqualTo(40);
    assertThat(view.soFar()).containsExactly(view.monteCarlo());
    Place before = model.place().get();
    model.typeAddress("pass -4");
    assertThat(model.problem().get()).contains("pass -4");
    assertThat(model.place().get()).isEqualTo(before);
  }

  @Test
  void keepFrequenciesComeWhenTheyAreAskedFor() {
    open(SmallRun.digits("evaluation.balanced", "true"));
    assertThat(view().keepFrequency()).isNull();
    model.mode().set(ViewMode.KEEP_FREQUENCY);
    model.goToPass(9);
    MaskView view = view();
    assertThat(view.keepFrequency()[1]).containsOnly(.5f);
    assertThat(view.keepFrequency()[0]).containsOnly(1);
  }

  @Test
  void theReelGoesAtItsPaceToTheEnd() {
    open(SmallRun.digits());
    model.passesPerSecond().set(5);
    model.playing().set(true);
    refresh();
    assertThat(model.place().get().pass()).isZero();
    refresh();
    assertThat(model.place().get().pass()).isEqualTo(5);
    for (int i = 0; i < 10; i++) {
      refresh();
    }
    assertThat(model.place().get().pass()).isEqualTo(39);
    assertThat(model.playing().get()).isFalse();
    model.playing().set(true);
    assertThat(model.place().get().pass()).isZero();
  }

  @Test
  void rowsGoRoundAndWrongOnesAreRefused() {
    open(SmallRun.digits());
    model.goToRow(-1);
    assertThat(model.place().get().position()).isEqualTo(model.rows() - 1);
    model.goToRow(model.rows());
    assertThat(model.place().get().position()).isZero();
    model.typeRow("no row");
    assertThat(model.problem().get()).isNotEmpty();
    model.typeRow(Integer.toString(workbench.data().get().split().validation()[3]));
    assertThat(model.problem().get()).isEmpty();
    assertThat(model.place().get().position()).isEqualTo(3);
  }

  @Test
  void anotherRunForgetsUnitsThatItDoesNotHave() {
    open(SmallRun.digits());
    model.force(List.of(new Unit(1, 29), new Unit(1, 2)), Force.OFF);
    workbench.open(
        SmallRun.recipe(
            "digits",
            "teacher.layers",
            "[{\"units\": 10, \"activation\": \"relu\", \"dropRate\": 0.5}]"));
    SmallRun.await(workbench, () -> workbench.progress().get() != null);
    settle();
    assertThat(model.forced().get().units()).containsOnlyKeys(new Unit(1, 2));
  }

  @Test
  void aValueIsShownInTheUnitOfItsSource() {
    open(
        SmallRun.recipe(
            "sine",
            "teacher.training.epochs",
            "60",
            "evaluation.passes",
            "40",
            "student.training.epochs",
            "10"));
    SmallRun.runToItsEnd(workbench);
    double error = 0;
    float[] values = workbench.data().get().loaded().dataset().responses();
    for (int row = 0; row < model.rows(); row++) {
      model.goToRow(row);
      double difference = view().monteCarlo()[0] - values[model.rowId()];
      error += difference * difference / model.rows();
    }
    var mean = java.util.stream.IntStream.range(0, values.length).mapToDouble(i -> values[i]);
    var spread = mean.summaryStatistics();
    assertThat(Math.sqrt(error)).isLessThan((spread.getMax() - spread.getMin()) / 4);
    assertThat(model.watched()).isZero();
  }

  @Test
  void theSentenceNamesTheUnitsAndWhatMoves() {
    open(SmallRun.digits());
    model.force(List.of(new Unit(1, 7), new Unit(1, 18)), Force.OFF);
    MaskView view = view();
    assertThat(ForcedSentence.of(view, 0, false))
        .startsWith("Forcing units 7 and 18 of layer 1 off: this mask ")
        .contains("MC ", "standard ", "The student is not forced.");
    model.clearForced();
    assertThat(ForcedSentence.of(view(), 0, false)).isEmpty();
  }
}
