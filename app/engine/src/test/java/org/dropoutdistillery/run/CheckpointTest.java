package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.store.TeacherOrigin;
import org.dropoutdistillery.store.UnfinishedRun;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run that was left between two steps and goes on from a file gives the bits of one that was not.
 */
class CheckpointTest {
  /** What may differ in what a run remembers. */
  enum Kind {
    ADAM("teacher.training.optimizer", "adam", "student.training.optimizer", "adam"),
    SGD(
        "teacher.training.optimizer",
        "sgd",
        "teacher.training.momentum",
        "0.9",
        "student.training.optimizer",
        "sgd",
        "student.training.momentum",
        "0.5"),
    TOGETHER("student.schedule", "together", "student.training.epochs", "3"),
    TOGETHER_AND_SHORTER("student.schedule", "together", "student.training.epochs", "1"),
    AVERAGED("student.averagedShare", "0.6"),
    AVERAGED_TOGETHER("student.averagedShare", "0.3", "student.schedule", "together"),
    BOUND_AND_DECAYING(
        "teacher.training.maxNorm",
        "1.5",
        "teacher.training.weightDecay",
        "0.01",
        "student.training.weightDecay",
        "0.001"),
    SMALL_STUDENT("student.start", "fresh", "student.layers", "[5]"),
    RAMPED("teacher.dropRamp", "0.7", "teacher.inputDropRate", "0.2"),
    RAMPED_AND_CHANGED(
        "teacher.dropRamp",
        "0.9",
        "changes",
        "[{\"step\": 9, \"key\": \"teacher.layers[0].dropRate\", \"value\": 0.2}]"),
    RAMPED_TOGETHER("teacher.dropRamp", "1", "student.schedule", "together"),
    PAIRED_MASKS("teacher.expectationLinear", "0.5"),
    SHARED_MASKS("teacher.rowsPerMask", "null", "evaluation.rowsPerMask", "4"),
    CHANGED(
        "changes",
        "[{\"step\": 3, \"key\": \"teacher.training.momentum\", \"value\": 0.5},"
            + " {\"step\": 20, \"key\": \"teacher.layers[0].dropRate\", \"value\": 0.2},"
            + " {\"step\": 30, \"key\": \"teacher.training.learningRate\", \"value\": 0.0005},"
            + " {\"step\": 50, \"key\": \"evaluation.passes\", \"value\": 12},"
            + " {\"step\": 61, \"key\": \"student.masksPerStep\", \"value\": 3}]"),
    CONVOLUTIONAL,
    CONVOLUTIONAL_SMALL_STUDENT("student.start", "fresh", "student.layers", "[2, 3, 5]"),
    NUMBERS;

    @SuppressWarnings("ImmutableEnumChecker") // from List.of
    private final List<String> changes;

    Kind(String... changes) {
      this.changes = List.of(changes);
    }

    Recipe recipe() {
      return switch (this) {
        case NUMBERS -> TinyRun.sine("teacher.training.epochs", "4", "evaluation.everySteps", "15");
        case CONVOLUTIONAL, CONVOLUTIONAL_SMALL_STUDENT ->
            TinyRun.convolutional(changes.toArray(String[]::new));
        default -> TinyRun.recipe(changes.toArray(String[]::new));
      };
    }
  }

  private final Workers workers = new Workers(2);
  @TempDir private Path folder;

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void goesOnWithTheSameBitsFromAnyStep(Kind kind) throws IOException {
    Recipe recipe = kind.recipe();
    RunData data = RunData.load(recipe);
    RunOutcome unbroken = drive(new Run(recipe, data, workers));
    for (Stop stop : stops(unbroken.steps())) {
      Checkpoint left = leave(new Run(recipe, data, workers), stop);
      RunOutcome outcome = drive(throughAFile(left, data, null).run(data, workers));

      assertSame(outcome, unbroken);
      assertThat(outcome.seconds()).isGreaterThan(1000);
    }
  }

  /**
   * @param evaluated whether the evaluation at the last step was still done
   */
  private record Stop(long step, boolean evaluated) {}

  /** The teacher has 42 steps, and an evaluation comes every 15. */
  private static List<Stop> stops(long last) {
    return List.of(
        new Stop(0, false),
        new Stop(1, true),
        new Stop(30, last % 2 == 0),
        new Stop(41, true),
        new Stop(42, true),
        new Stop(42, false),
        new Stop(last - 3, true),
        new Stop(last, false));
  }

  private RunOutcome drive(Run run) {
    return new RunDriver(run, point -> {}, false).drive();
  }

  private static Checkpoint leave(Run run, Stop stop) {
    List<EvaluationPoint> curve = new ArrayList<>();
    for (long step = 0; step < stop.step(); step++) {
      if (run.evaluationIsDue()) {
        curve.add(run.evaluate(() -> false));
      }
      run.step();
    }
    if (stop.evaluated() && run.evaluationIsDue()) {
      curve.add(run.evaluate(() -> false));
    }
    return run.checkpoint(1000, curve, new CheckpointState());
  }

  private UnfinishedRun throughAFile(Checkpoint checkpoint, RunData data, TeacherOrigin origin)
      throws IOException {
    new CheckpointFile(folder, data, origin).write(checkpoint);
    return UnfinishedRun.read(folder);
  }

  private static void assertSame(RunOutcome outcome, RunOutcome expected) {
    TinyRun.assertSameBits(outcome, expected);
    assertThat(outcome.recipe()).isEqualTo(expected.recipe());
    assertThat(outcome.steps()).isEqualTo(expected.steps());
    assertThat(outcome.totalSteps()).isEqualTo(expected.totalSteps());
    assertSame(outcome.test().report(), expected.test().report());
    assertThat(outcome.test().averaging()).isEqualTo(expected.test().averaging());
  }

  private static void assertSame(Report report, Report expected) {
    assertThat(report).isEqualTo(expected);
  }

  @Test
  void goesOnWhereATeacherFromElsewhereIsDistilled() throws IOException {
    Recipe recipe = TinyRun.recipe("student.averagedShare", "0.5");
    RunData data = RunData.load(recipe);
    Network trained = drive(new Run(recipe, data, workers)).teacher();
    Recipe other = recipe.withSeed(5);
    RunOutcome unbroken = drive(new Run(other, data, trained, workers));
    TeacherOrigin origin = new TeacherOrigin("somewhere/teacher.npz", recipe.seed());
    for (long step : new long[] {0, 1, 15, 30, 42}) {
      Checkpoint left =
          leave(new Run(other, data, trained, workers), new Stop(step, step % 2 == 0));
      UnfinishedRun unfinished = throughAFile(left, data, origin);
      RunData found = unfinished.data();

      assertSame(drive(unfinished.run(found, workers)), unbroken);
      assertThat(unfinished.origin()).isEqualTo(origin);
      assertThat(found.split().test()).isEqualTo(data.split().test());
    }
  }

  @Test
  void liveChangesBeforeAndAfterStayInTheJournal() throws IOException {
    Recipe recipe = Kind.CHANGED.recipe();
    RunData data = RunData.load(recipe);
    RunOutcome unbroken = withLiveChanges(recipe, data, -1);
    for (long step : new long[] {9, 10, 11, 30, 55, 70}) {
      assertSame(withLiveChanges(recipe, data, step), unbroken);
    }
    assertThat(unbroken.recipe().changes()).hasSize(8);
  }

  /**
   * @param left step at which the run is left and taken up; -1 for never
   */
  private RunOutcome withLiveChanges(Recipe recipe, RunData data, long left) throws IOException {
    Run run = new Run(recipe, data, workers);
    List<EvaluationPoint> curve = new ArrayList<>();
    while (true) {
      if (run.evaluationIsDue()) {
        curve.add(run.evaluate(() -> false));
      }
      if (run.steps() == left) {
        Checkpoint checkpoint = run.checkpoint(1, curve, new CheckpointState());
        run = throughAFile(checkpoint, data, null).run(data, workers);
        curve = new ArrayList<>(run.earlierCurve());
      }
      if (run.isTrained()) {
        return new RunOutcome(
            run.recipe(),
            run.steps(),
            run.totalSteps(),
            0,
            curve,
            run.test(() -> false),
            run.teacherSnapshot(),
            run.studentSnapshot(),
            null);
      }
      changeLive(run);
      run.step();
    }
  }

  private static void changeLive(Run run) {
    if (run.steps() == 10) {
      run.change("teacher.training.momentum", 0.8);
    } else if (run.steps() == 55) {
      run.change("student.training.learningRate", 0.002);
      run.change("student.transferInputs.noise", 0.01);
    }
  }

  @Test
  void aBufferThatIsUsedAgainHoldsOnlyWhatIsThereNow() throws IOException {
    Recipe recipe = TinyRun.recipe("student.averagedShare", "0.6");
    RunData data = RunData.load(recipe);
    RunOutcome unbroken = drive(new Run(recipe, data, workers));
    Run run = new Run(recipe, data, workers);
    CheckpointState state = new CheckpointState();
    CheckpointFile file = new CheckpointFile(folder, data, null);
    List<EvaluationPoint> curve = new ArrayList<>();
    int arraysOfTeacher = 0;
    while (!run.isTrained()) {
      if (run.evaluationIsDue()) {
        curve.add(run.evaluate(() -> false));
      }
      file.write(run.checkpoint(1, curve, state));
      arraysOfTeacher = run.steps() == 40 ? state.floats().size() : arraysOfTeacher;
      run.step();
    }
    assertThat(state.floats().keySet())
        .noneMatch(name -> name.startsWith("teacher.optimizer"))
        .anyMatch(name -> name.startsWith("student.optimizer"));
    assertThat(arraysOfTeacher).isPositive();
    assertSame(drive(UnfinishedRun.read(folder).run(data, workers)), unbroken);
  }

  @Test
  void whatDivergesAfterwardsDivergesAsItWouldHave() throws IOException {
    Recipe recipe = TinyRun.recipe("student.training.learningRate", "1e30");
    RunData data = RunData.load(recipe);
    RunOutcome unbroken = drive(new Run(recipe, data, workers));
    for (long step : new long[] {30, 42}) {
      Checkpoint left = leave(new Run(recipe, data, workers), new Stop(step, true));
      RunOutcome outcome = drive(throughAFile(left, data, null).run(data, workers));

      TinyRun.assertSameBits(outcome, unbroken);
      assertThat(outcome.divergence()).hasMessage(unbroken.divergence().getMessage());
    }
  }

  @Test
  void networksAloneAreEvaluatedOnceAndTested() throws IOException {
    Recipe recipe = Kind.AVERAGED.recipe();
    RunData data = RunData.load(recipe);
    RunOutcome whole = drive(new Run(recipe, data, workers));
    Trained networks = new Trained(whole.teacher(), whole.student(), List.of(), 0, 0);
    Run packed = Run.finished(whole.recipe(), data, networks, workers);
    RunOutcome outcome = drive(packed);

    assertThat(outcome.curve()).hasSize(1);
    EvaluationPoint point = outcome.curve().get(0);
    assertSame(point.report(), whole.curve().get(whole.curve().size() - 1).report());
    assertThat(point.step()).isEqualTo(whole.totalSteps());
    assertThat(point.teacher()).isNull();
    assertThat(point.student()).isNull();
    assertSame(outcome.test().report(), whole.test().report());
    assertThat(TinyRun.bits(outcome.student())).isDeepEqualTo(TinyRun.bits(whole.student()));
  }

  @Test
  void aCurveThatIsWholeIsNotMeasuredAgain() throws IOException {
    Recipe recipe = TinyRun.recipe();
    RunData data = RunData.load(recipe);
    RunOutcome whole = drive(new Run(recipe, data, workers));
    List<EvaluationPoint> measured = new ArrayList<>();
    Run finished = Run.finished(recipe, data, trained(whole, whole.curve()), workers);
    RunOutcome outcome = new RunDriver(finished, measured::add, false).drive();

    assertThat(measured).isEmpty();
    TinyRun.assertSameBits(outcome, whole);
    assertSame(outcome.test().report(), whole.test().report());
  }

  @Test
  void aCurveThatLacksItsEndGetsIt() throws IOException {
    Recipe recipe = TinyRun.recipe();
    RunData data = RunData.load(recipe);
    RunOutcome whole = drive(new Run(recipe, data, workers));
    int last = whole.curve().size() - 1;
    List<EvaluationPoint> begun = whole.curve().subList(0, last);
    RunOutcome outcome = drive(Run.finished(recipe, data, trained(whole, begun), workers));

    assertThat(outcome.curve()).hasSize(last + 1).startsWith(begun.toArray(EvaluationPoint[]::new));
    assertSame(outcome.curve().get(last).report(), whole.curve().get(last).report());
  }

  @Test
  void aCurveOfOtherStepsIsRefused() throws IOException {
    Recipe recipe = TinyRun.recipe();
    RunData data = RunData.load(recipe);
    RunOutcome whole = drive(new Run(recipe, data, workers));
    List<EvaluationPoint> twice = new ArrayList<>(whole.curve());
    twice.addAll(whole.curve());
    Recipe shorter = TinyRun.recipe("student.training.epochs", "1");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Run.finished(recipe, data, trained(whole, twice), workers))
        .withMessageContaining("curve: step 0, expected steps above 84");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Run.finished(shorter, data, trained(whole, whole.curve()), workers))
        .withMessageContaining("up to 63");
  }

  private static Trained trained(RunOutcome whole, List<EvaluationPoint> curve) {
    return new Trained(whole.teacher(), whole.student(), curve, whole.steps(), whole.totalSteps());
  }
}
