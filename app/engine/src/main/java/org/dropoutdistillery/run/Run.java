package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.StateExchange;
import org.dropoutdistillery.tensor.Workers;

/**
 * The steps of one experiment: the teacher is trained, and a student is distilled from it, after it
 * or with it. Evaluations on the validation rows are scheduled by step; the test rows are touched
 * once, by {@link #test}. One thread at a time, but for {@link #settings} and {@link #testShare}.
 */
public final class Run {
  private final Recipe recipe;
  private final RunData data;
  private final Workers workers;
  private final boolean trainsTeacher;
  private final RunPlan plan;
  private final Network teacher;
  private final DropRamp ramp;
  private final TrainingPhase teacherPhase;
  private final Evaluator validation;
  private final List<LiveChange> journal = new ArrayList<>();
  private final LastGood lastGood;
  private volatile Recipe settings;
  private volatile FinalTest test;
  private volatile boolean tested;
  private StudentTraining student;
  // While it is, the networks stay as they are, and nobody may bring the student up to date.
  private boolean measuring;
  private int replayed;
  private long steps;
  private List<EvaluationPoint> earlierCurve = List.of();
  private double earlierSeconds;
  // Whether its networks learned here, and are not only measured.
  private boolean learned = true;

  /**
   * Prepares a run; nothing is trained yet.
   *
   * @throws RecipeException if the recipe does not fit the data
   */
  public Run(Recipe recipe, RunData data, Workers workers) {
    this(recipe, data, null, workers);
  }

  /**
   * Prepares a run that distils a teacher which is trained already.
   *
   * @param trained with the layers that the recipe says; copied; null to train one
   * @throws RecipeException if the recipe does not fit the data, or the teacher not the recipe
   */
  public Run(Recipe recipe, RunData data, Network trained, Workers workers) {
    this(recipe, List.of(), data, trained == null, workers);
    if (trained != null) {
      RecipeFit.requireLayers(recipe, "teacher", teacher, trained);
      teacher.assign(trained);
      lastGood.keep(LastGood.NEVER, teacher, null);
    }
    reach(0);
  }

  /**
   * @param journal changes that have acted
   * @param trainsTeacher whether the teacher has steps
   */
  private Run(
      Recipe recipe,
      List<LiveChange> journal,
      RunData data,
      boolean trainsTeacher,
      Workers workers) {
    this.recipe = recipe;
    this.data = data;
    this.workers = workers;
    this.trainsTeacher = trainsTeacher;
    this.journal.addAll(journal);
    settings = recipe.withChanges(journal).settled();
    RecipeFit.requireFit(recipe, data.dataset());
    RunMemory.of(recipe, data, workers.count()).requireRoom(recipe);
    plan = plan(recipe, data, trainsTeacher);
    teacher = RecipeNetworks.teacher(settings, data.dataset());
    ramp = new DropRamp(settings.teacher(), data, teacher);
    lastGood = new LastGood(teacher);
    validation =
        Evaluator.of(
            settings,
            data,
            data.split().validation(),
            settings.evaluation().passes(),
            teacher,
            workers);
    teacherPhase = TeacherTraining.phase(settings, data, teacher, workers);
  }

  private static RunPlan plan(Recipe recipe, RunData data, boolean trainsTeacher) {
    return new RunPlan(
        trainsTeacher ? TrainingPhase.steps(recipe.teacher().training(), data.split().train()) : 0,
        TrainingPhase.steps(recipe.student().training(), data.transferPool().ids()),
        recipe.student().schedule());
  }

  /**
   * Prepares a run that goes on where it was left, with the same bits on the same kind of machine.
   *
   * @param data those that the recipe asked for at the start
   * @throws RecipeException if the recipe does not fit the data
   * @throws IllegalArgumentException if a part of the checkpoint is missing or does not fit
   */
  public static Run restore(Checkpoint checkpoint, RunData data, Workers workers) {
    Recipe settings = checkpoint.settings();
    RecipeFit.requireFit(settings, data.dataset());
    checkpoint.requireSound(data);
    checkpoint
        .state()
        .requireLayers("teacher", RecipeNetworks.architecture(settings.teacher(), data.dataset()));
    Run run =
        new Run(
            checkpoint.recipe(), checkpoint.journal(), data, checkpoint.trainsTeacher(), workers);
    run.goOnFrom(checkpoint);
    return run;
  }

  /**
   * Prepares a run whose networks learn no more: it tests, after one evaluation where the curve
   * lacks that of the last step. Of a run that was stopped, the last step is the last it did; its
   * teacher has the drop rates of the recipe, also where a ramp had not come to them.
   *
   * @param recipe with its journal, all of which has acted
   * @param trained with the layers that the recipe says; copied
   * @throws RecipeException if the recipe does not fit the data, or the networks not the recipe
   * @throws IllegalArgumentException if the curve does not fit
   */
  public static Run finished(Recipe recipe, RunData data, Trained trained, Workers workers) {
    Run run =
        new Run(
            recipe,
            recipe.changes(),
            data,
            trainedItsTeacher(recipe, data, trained.totalSteps()),
            workers);
    long last =
        trained.steps() < trained.totalSteps()
            ? Math.min(trained.steps(), run.totalSteps())
            : run.totalSteps();
    SoundCurve.require(trained.curve(), last, data.dataset().isRegression());
    RecipeFit.requireLayers(recipe, "teacher", run.teacher, trained.teacher());
    run.teacher.assign(trained.teacher());
    run.replayed = recipe.changes().size();
    run.learned = false;
    run.reach(last);
    Require.that(run.student != null, "steps", last, "enough of them for there to be a student");
    RecipeFit.requireLayers(recipe, "student", run.student.shown(), trained.student());
    run.student.assign(trained.student());
    run.lastGood.keep(run.steps, run.teacher, run.student.shown());
    run.earlierCurve = trained.curve();
    return run;
  }

  /**
   * Returns whether a run has trained its teacher: one that distils a teacher from elsewhere has
   * fewer steps than its recipe says.
   *
   * @param totalSteps that the run had; 0 where that is not known
   */
  public static boolean trainedItsTeacher(Recipe recipe, RunData data, long totalSteps) {
    return totalSteps != plan(recipe, data, false).totalSteps()
        || totalSteps == plan(recipe, data, true).totalSteps();
  }

  private void goOnFrom(Checkpoint checkpoint) {
    Require.that(
        checkpoint.steps() <= totalSteps(),
        "steps",
        checkpoint.steps(),
        "at most " + totalSteps() + ", all of the run");
    if (checkpoint.steps() >= plan.studentAppearsAfter()) {
      checkpoint
          .state()
          .requireLayers(
              "student",
              RecipeNetworks.studentArchitecture(settings.student(), teacher.architecture()));
    }
    replayed = checkpoint.replayed();
    reach(checkpoint.steps());
    exchange(checkpoint.state().giving());
    Require.that(
        teacherPhase.step() == plan.teacherStepsIn(steps)
            && (student == null || student.phase().step() == plan.studentStepsIn(steps)),
        "steps",
        steps,
        "as many steps of teacher and student as belong to them");
    earlierCurve = checkpoint.curve();
    earlierSeconds = checkpoint.seconds();
  }

  /** Brings everything but weights and counters to where it is after so many steps. */
  private void reach(long stepsDone) {
    steps = stepsDone;
    rampDropRates();
    if (steps >= plan.teacherSteps()) {
      validation.freezeTeacher();
    }
    if (steps >= plan.studentAppearsAfter()) {
      beginDistilling();
    }
  }

  /** Exchanges all that changes from step to step and does not follow from the step's number. */
  private void exchange(StateExchange exchange) {
    teacher.exchange("teacher", exchange);
    teacherPhase.exchange("teacher", exchange, steps < plan.teacherSteps());
    if (student != null) {
      student.exchange(exchange, !isTrained());
      student.refresh();
    }
    lastGood.exchange(exchange, steps, plan, teacher, student == null ? null : student.shown());
  }

  /**
   * Returns what this run is now.
   *
   * @param seconds spent running so far
   * @param curve evaluations so far
   * @param state filled with what changes, over what was in it
   */
  Checkpoint checkpoint(double seconds, List<EvaluationPoint> curve, CheckpointState state) {
    state.take(this::exchange);
    return new Checkpoint(recipe, journal, trainsTeacher, steps, seconds, curve, state);
  }

  /** Returns the evaluations that were done before it was left. */
  List<EvaluationPoint> earlierCurve() {
    return earlierCurve;
  }

  /** Returns the seconds that it ran before it was left. */
  double earlierSeconds() {
    return earlierSeconds;
  }

  /** Returns the recipe with every change that has acted so far. */
  public Recipe recipe() {
    return recipe.withChanges(journal);
  }

  /** Returns the values in force now, with an empty journal. Any thread may call it. */
  public Recipe settings() {
    return settings;
  }

  /** Returns these values with the drop rates that a ramp has come to. */
  Recipe settingsInForce() {
    return settings.withTeacher(ramp.inForce());
  }

  public RunData data() {
    return data;
  }

  /** Returns the steps done. */
  public long steps() {
    return steps;
  }

  /** Returns the steps of the whole run, or those done where it only measures. */
  public long totalSteps() {
    return learned ? plan.totalSteps() : steps;
  }

  /** Returns who learns in the next step, or, at the end, who learned last. */
  public Phase phase() {
    return phaseAfter(steps);
  }

  /** Returns who learns after so many steps. Any thread may call it. */
  Phase phaseAfter(long stepsDone) {
    return plan.phaseAfter(stepsDone);
  }

  /**
   * Returns how many steps there are until {@code who} has done so many more of its own, or has
   * come to its end; 0 where it is there already. Any thread may call it.
   *
   * @param done steps done so far
   */
  long stepsUntil(long done, Phase who, long more) {
    return plan.stepsUntil(done, who, more);
  }

  /** Returns the steps in which a network sees all its rows once. Any thread may call it. */
  long stepsPerEpoch(Phase who) {
    boolean ofTeacher = who.hasTeacher();
    Recipe.Training training =
        ofTeacher ? recipe.teacher().training() : recipe.student().training();
    int[] rows = ofTeacher ? data.split().train() : data.transferPool().ids();
    return TrainingPhase.steps(training, rows) / training.epochs();
  }

  public boolean isTrained() {
    return steps == totalSteps();
  }

  /** Returns whether an evaluation is due after the steps done so far. */
  public boolean evaluationIsDue() {
    return steps % recipe.evaluation().everySteps() == 0
        || steps == plan.teacherSteps()
        || isTrained();
  }

  /**
   * Returns the settings as they would be after a change.
   *
   * @throws RecipeException if the value may not change in a run, or the new one does not fit. Any
   *     thread may call it.
   */
  Recipe settingsWith(String key, double value) {
    if (!LiveChange.isLive(key)) {
      throw new RecipeException(recipe.name(), key + ": does not change in a run, start another");
    }
    Recipe changed = RecipeJson.changed(settings, key, value);
    RecipeFit.requireShiftWithinImage(changed, data.dataset());
    return changed;
  }

  /**
   * Changes a value from the next step on, and writes that into the journal.
   *
   * @return what was written; null where the value is already what it should become
   * @throws RecipeException if the value may not change in a run, or the new one does not fit
   */
  public LiveChange change(String key, double value) {
    Recipe changed = settingsWith(key, value);
    if (changed.equals(settings)) {
      return null;
    }
    LiveChange change = new LiveChange(steps, key, value);
    journal.add(change);
    settings = changed;
    apply();
    return change;
  }

  private void apply() {
    ramp.change(settings.teacher());
    teacherPhase.change(settings.teacher().training());
    if (student != null) {
      student.change(settings.student());
    }
    validation.change(settings);
  }

  /**
   * Does one step: one of the teacher, of the student, or of each.
   *
   * @throws IllegalStateException if the run is trained already
   * @throws TrainingDivergedException if the loss is no number any more
   */
  public void step() {
    if (isTrained()) {
      throw new IllegalStateException("all " + totalSteps() + " steps are done");
    }
    replayChanges();
    Phase phase = phase();
    if (phase.hasTeacher()) {
      requireNumber(Phase.TEACHER, teacherPhase, teacherPhase.advance());
    }
    if (phase.hasStudent()) {
      requireNumber(Phase.STUDENT, student.phase(), student.advance());
    }
    steps++;
    rampDropRates();
    if (steps == plan.teacherSteps()) {
      validation.freezeTeacher();
    }
    if (steps == plan.studentAppearsAfter()) {
      beginDistilling();
    }
  }

  private void rampDropRates() {
    // Who learns no more, or did elsewhere, has the rates of the recipe.
    ramp.reach(trainsTeacher && learned ? plan.teacherStepsIn(steps) : Long.MAX_VALUE);
  }

  /** Makes the changes of the recipe that are due before the next step, and returns them. */
  List<LiveChange> replayChanges() {
    List<LiveChange> made = new ArrayList<>();
    while (replayed < recipe.changes().size() && recipe.changes().get(replayed).step() <= steps) {
      LiveChange next = recipe.changes().get(replayed++);
      LiveChange change = change(next.key(), next.value());
      if (change != null) {
        made.add(change);
      }
    }
    return made;
  }

  private static void requireNumber(Phase who, TrainingPhase phase, double loss) {
    if (!Double.isFinite(loss)) {
      throw new TrainingDivergedException(who, phase.step(), loss, phase.lastLearningRate());
    }
  }

  private void beginDistilling() {
    boolean teacherIsTrained = !trainsTeacher || plan.studentAppearsAfter() > 0;
    student = new StudentTraining(settings, data, teacher, teacherIsTrained, workers);
    validation.compareWith(student.shown());
  }

  /**
   * Measures the predictors on the validation rows, at the weights of this step.
   *
   * @return null if cancelled
   * @throws TrainingDivergedException if what a network predicts is no number any more: the loss of
   *     the last step comes from before its update
   */
  public EvaluationPoint evaluate(BooleanSupplier cancelled) {
    if (student != null) {
      student.refresh();
    }
    measuring = true;
    Report report = validation.evaluate(cancelled);
    measuring = false;
    if (report == null) {
      return null;
    }
    requireNumber(Phase.TEACHER, teacherPhase, report.teacherIsFinite() ? 0 : Double.NaN);
    if (student != null) {
      requireNumber(Phase.STUDENT, student.phase(), report.studentIsFinite() ? 0 : Double.NaN);
    }
    lastGood.keep(steps, teacher, student == null ? null : student.shown());
    return new EvaluationPoint(
        steps,
        phase(),
        learned && plan.teacherSteps() > 0 ? teacherPhase.takeLearning() : null,
        learned && student != null ? student.phase().takeLearning() : null,
        report);
  }

  /**
   * Measures the predictors on the test rows, once, when all steps are done.
   *
   * @return null if cancelled
   */
  public TestResult test(BooleanSupplier cancelled) {
    if (!isTrained()) {
      throw new IllegalStateException("the test rows are not touched before the last step");
    }
    student.refresh();
    int[] rowIds = data.split().test();
    test = new FinalTest(settings, data, rowIds, teacher, student.shown(), workers);
    measuring = true;
    TestResult result = test.run(cancelled);
    measuring = false;
    tested = result != null;
    test = null; // it holds whole averages
    return result;
  }

  /** Returns about how much of {@link #test} is done, in [0, 1]; any thread may ask. */
  double testShare() {
    FinalTest current = test;
    if (current == null) {
      return tested ? 1 : 0;
    }
    return current.share();
  }

  /** Returns an empty copy of the networks, for {@link #copyInto}. */
  Snapshot newSnapshot() {
    return new Snapshot(teacher);
  }

  void copyInto(Snapshot snapshot) {
    if (student != null && !measuring) {
      student.refresh();
    }
    snapshot.assign(teacher, student == null ? null : student.shown());
  }

  /** Returns a copy of the teacher's weights as they were at the last evaluation, to be kept. */
  Network lastGoodTeacher() {
    return kept(lastGood.teacher());
  }

  /** Returns a copy of the teacher's weights as they are, to be kept. */
  Network keptTeacher() {
    return kept(teacher);
  }

  /**
   * What is kept has the drop rates of the recipe that is kept with it, however far a ramp came.
   */
  private Network kept(Network network) {
    Network copy = network.copy();
    copy.changeDropout(RecipeNetworks.architecture(settings.teacher(), data.dataset()));
    return copy;
  }

  /** Returns the student's weights as they were at the last evaluation; null before the first. */
  Network lastGoodStudent() {
    return lastGood.student();
  }

  /** Returns a copy of the teacher's weights as they are. */
  public Network teacherSnapshot() {
    return teacher.copy();
  }

  /** Returns a copy of the student's weights as they are, or null before there is a student. */
  public Network studentSnapshot() {
    if (student == null) {
      return null;
    }
    student.refresh();
    return student.shown().copy();
  }
}
