package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.Split;
import org.dropoutdistillery.distil.Divergence;
import org.dropoutdistillery.distil.OutputKind;
import org.dropoutdistillery.distil.TeacherTargets;
import org.dropoutdistillery.distil.TransferPool;
import org.dropoutdistillery.distil.TransferSettings;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;

/**
 * The steps of one experiment: the teacher is trained, and a student is distilled from it, after it
 * or with it. Evaluations on the validation rows are scheduled by step; the test rows are touched
 * once, by {@link #test}. One thread at a time, but for {@link #settings}.
 */
public final class Run {
  private final Recipe recipe;
  private final Dataset dataset;
  private final Split split;
  private final Workers workers;
  private final RunPlan plan;
  private final Network teacher;
  private final TrainingPhase teacherPhase;
  private final Evaluator validation;
  private final List<LiveChange> journal = new ArrayList<>();
  private final LastGood lastGood;
  private volatile Recipe settings;
  private TeacherTargets targets;
  private TrainingPhase studentPhase;
  private Network student;
  private int replayed;
  private long steps;

  /**
   * Prepares a run; nothing is trained yet.
   *
   * @param testRows how many of the last rows of the data set are test rows
   * @throws RecipeException if the recipe does not fit the data set
   */
  public Run(Recipe recipe, Dataset dataset, int testRows, Workers workers) {
    this.recipe = recipe;
    this.dataset = dataset;
    this.workers = workers;
    settings = recipe.withChanges(List.of());
    RecipeFit.requireFit(recipe, dataset, testRows);
    split = Split.of(dataset, testRows, recipe.data().validationFraction(), recipe.seed());
    plan =
        new RunPlan(
            TrainingPhase.steps(recipe.teacher().training(), split.train()),
            TrainingPhase.steps(recipe.student().training(), split.train()),
            recipe.student().schedule());
    teacher = RecipeNetworks.teacher(recipe, dataset);
    lastGood = new LastGood(teacher);
    validation =
        new Evaluator(
            settings, dataset, split.validation(), recipe.evaluation().passes(), teacher, workers);
    teacherPhase =
        new TrainingPhase(
            recipe.teacher().training(),
            teacher,
            split.train(),
            Stream.TEACHER_SHUFFLE.key(recipe.seed()),
            new MaskSource(Stream.TEACHER_MASKS, recipe.seed()),
            RecipeNetworks.sharing(recipe.teacher().rowsPerMask()),
            new LabelledBatches(dataset),
            RecipeNetworks.teacherLoss(recipe.teacher(), dataset),
            workers);
    if (plan.studentAppearsAfter() == 0) {
      beginDistilling();
    }
  }

  /** Returns the recipe with every change that has acted so far. */
  public Recipe recipe() {
    return recipe.withChanges(journal);
  }

  /** Returns the values in force now, with an empty journal. Any thread may call it. */
  public Recipe settings() {
    return settings;
  }

  public Dataset dataset() {
    return dataset;
  }

  public Split split() {
    return split;
  }

  /** Returns the steps done. */
  public long steps() {
    return steps;
  }

  public long totalSteps() {
    return plan.totalSteps();
  }

  /** Returns who learns in the next step, or, at the end, who learned last. */
  public Phase phase() {
    return phaseAfter(steps);
  }

  /** Returns who learns after so many steps. Any thread may call it. */
  Phase phaseAfter(long stepsDone) {
    return plan.phaseAfter(stepsDone);
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
    RecipeFit.requireShiftWithinImage(changed, dataset);
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
    teacher.changeDropout(RecipeNetworks.architecture(settings.teacher(), dataset));
    teacherPhase.change(settings.teacher().training());
    if (student != null) {
      studentPhase.change(settings.student().training());
      targets.change(transferSettings());
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
      requireNumber(Phase.TEACHER, teacherPhase.advance());
    }
    if (phase.hasStudent()) {
      requireNumber(Phase.STUDENT, studentPhase.advance());
    }
    steps++;
    if (steps == plan.teacherSteps()) {
      validation.freezeTeacher();
    }
    if (steps == plan.studentAppearsAfter()) {
      beginDistilling();
    }
  }

  private void replayChanges() {
    while (replayed < recipe.changes().size() && recipe.changes().get(replayed).step() <= steps) {
      LiveChange next = recipe.changes().get(replayed++);
      change(next.key(), next.value());
    }
  }

  private void requireNumber(Phase who, double loss) {
    if (!Double.isFinite(loss)) {
      TrainingPhase phase = who == Phase.TEACHER ? teacherPhase : studentPhase;
      throw new TrainingDivergedException(who, phase.step(), loss, phase.lastLearningRate());
    }
  }

  private void beginDistilling() {
    student = RecipeNetworks.student(recipe, teacher);
    validation.compareWith(student);
    Recipe.Training training = settings.student().training();
    OutputKind outputs = RecipeNetworks.outputKind(dataset);
    Divergence divergence = recipe.student().divergence();
    targets =
        new TeacherTargets(
            teacher,
            divergence.target(outputs),
            new TransferPool(dataset, split.train()),
            transferSettings(),
            TrainingPhase.batchCapacity(training, split.train()),
            recipe.seed(),
            workers.count());
    studentPhase =
        new TrainingPhase(
            training,
            student,
            split.train(),
            Stream.TRANSFER_SHUFFLE.key(recipe.seed()),
            null,
            MaskSharing.NONE,
            targets,
            () -> divergence.loss(outputs, dataset.outputs()),
            workers);
  }

  private TransferSettings transferSettings() {
    Recipe.Student values = settings.student();
    return new TransferSettings(values.transferInputs(), values.masksPerStep(), MaskSharing.NONE);
  }

  /**
   * Measures the predictors on the validation rows, at the weights of this step.
   *
   * @return null if cancelled
   * @throws TrainingDivergedException if what a network predicts is no number any more: the loss of
   *     the last step comes from before its update
   */
  public EvaluationPoint evaluate(BooleanSupplier cancelled) {
    GapReport report = validation.evaluate(cancelled);
    if (report == null) {
      return null;
    }
    requireNumber(
        Phase.TEACHER, report.standard().nll().value() + report.monteCarlo().nll().value());
    if (student != null) {
      requireNumber(Phase.STUDENT, report.student().nll().value());
    }
    lastGood.keep(teacher, student);
    return new EvaluationPoint(
        steps,
        phase(),
        teacherPhase.takeLearning(),
        student == null ? null : studentPhase.takeLearning(),
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
    Evaluator test =
        new Evaluator(
            settings, dataset, split.test(), settings.evaluation().finalPasses(), teacher, workers);
    test.freezeTeacher();
    test.compareWith(student);
    long start = System.nanoTime();
    if (!test.average(cancelled)) {
      return null;
    }
    double monteCarloMillis = (System.nanoTime() - start) / 1e6;
    GapReport report = test.evaluate(cancelled);
    return new TestResult(report, Costs.measure(test, monteCarloMillis));
  }

  /** Returns the teacher's weights as they were at the last evaluation. */
  Network lastGoodTeacher() {
    return lastGood.teacher();
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
    return student == null ? null : student.copy();
  }
}
