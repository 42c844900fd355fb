package org.dropoutdistillery.run;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;
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
 * The steps of one experiment: the teacher is trained, then frozen, then distilled. Evaluations on
 * the validation rows are scheduled by step; the test rows are touched once, by {@link #test}. One
 * thread at a time.
 */
public final class Run {
  private final Recipe recipe;
  private final Dataset dataset;
  private final Split split;
  private final Workers workers;
  private final Network teacher;
  private final long teacherSteps;
  private final long studentSteps;
  private final Evaluator validation;
  private TrainingPhase training;
  private Network student;
  private long steps;
  private double lossSum;
  private long lossCount;
  private double lastLearningRate;

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
    requireShiftWithinImage(recipe, dataset);
    requireRowsInBothParts(recipe, dataset.rows() - testRows);
    split = Split.of(dataset, testRows, recipe.data().validationFraction(), recipe.seed());
    teacherSteps = TrainingPhase.steps(recipe.teacher().training(), split.train());
    studentSteps = TrainingPhase.steps(recipe.student().training(), split.train());
    teacher = RecipeNetworks.teacher(recipe, dataset);
    validation =
        new Evaluator(
            recipe, dataset, split.validation(), recipe.evaluation().passes(), teacher, workers);
    training =
        new TrainingPhase(
            recipe.teacher().training(),
            teacher,
            split.train(),
            Stream.TEACHER_SHUFFLE.key(recipe.seed()),
            new MaskSource(Stream.TEACHER_MASKS, recipe.seed()),
            new LabelledBatches(dataset),
            workers);
  }

  private static void requireShiftWithinImage(Recipe recipe, Dataset dataset) {
    int shift = recipe.student().transferInputs().shift();
    ImageShape image = dataset.imageShape();
    if (shift > 0 && image == null) {
      throw misfit(
          recipe,
          "student.transferInputs.shift",
          shift,
          "0: rows of '%s' are not images".formatted(dataset.name()));
    }
    if (shift > 0 && shift >= Math.min(image.height(), image.width())) {
      throw misfit(
          recipe,
          "student.transferInputs.shift",
          shift,
          "less than the %d x %d pixels of an image".formatted(image.height(), image.width()));
    }
  }

  private static void requireRowsInBothParts(Recipe recipe, int rows) {
    double fraction = recipe.data().validationFraction();
    long validation = Math.round(fraction * rows);
    if (rows > 0 && (validation < 1 || validation == rows)) {
      throw misfit(
          recipe,
          "data.validationFraction",
          fraction,
          "a share that leaves at least one of %d rows on either side".formatted(rows));
    }
  }

  private static RecipeException misfit(Recipe recipe, String key, Number value, String expected) {
    return new RecipeException(recipe.name(), key + ": " + value + ", expected " + expected);
  }

  public Recipe recipe() {
    return recipe;
  }

  public Dataset dataset() {
    return dataset;
  }

  public Split split() {
    return split;
  }

  /** Returns the optimisation steps done, teacher and student together. */
  public long steps() {
    return steps;
  }

  public long totalSteps() {
    return teacherSteps + studentSteps;
  }

  /** Returns who learns in the next step, or, at the end, who learned last. */
  public Phase phase() {
    return phaseAfter(steps);
  }

  /** Returns who learns after so many steps. Any thread may call it. */
  Phase phaseAfter(long stepsDone) {
    return stepsDone < teacherSteps ? Phase.TEACHER : Phase.STUDENT;
  }

  public boolean isTrained() {
    return steps == totalSteps();
  }

  /** Returns whether an evaluation is due after the steps done so far. */
  public boolean evaluationIsDue() {
    return steps % recipe.evaluation().everySteps() == 0 || steps == teacherSteps || isTrained();
  }

  /**
   * Does one optimisation step.
   *
   * @throws IllegalStateException if the run is trained already
   * @throws TrainingDivergedException if the loss is no number any more
   */
  public void step() {
    if (isTrained()) {
      throw new IllegalStateException("all " + totalSteps() + " steps are done");
    }
    lastLearningRate = training.learningRate();
    double loss = training.advance();
    if (!Double.isFinite(loss)) {
      throw new TrainingDivergedException(phase(), training.step(), loss, lastLearningRate);
    }
    steps++;
    lossSum += loss;
    lossCount++;
    if (steps == teacherSteps) {
      beginDistilling();
    }
  }

  private void beginDistilling() {
    student = RecipeNetworks.student(recipe, teacher);
    validation.freezeTeacher(student);
    Recipe.Training settings = recipe.student().training();
    TransferSettings transfer =
        new TransferSettings(
            recipe.student().transferInputs(), recipe.student().masksPerStep(), MaskSharing.NONE);
    TeacherTargets targets =
        new TeacherTargets(
            teacher,
            Divergence.FORWARD_KL.target(OutputKind.CLASSES),
            new TransferPool(dataset, split.train()),
            transfer,
            TrainingPhase.batchCapacity(settings, split.train()),
            recipe.seed(),
            workers.count());
    training =
        new TrainingPhase(
            settings,
            student,
            split.train(),
            Stream.TRANSFER_SHUFFLE.key(recipe.seed()),
            null,
            targets,
            workers);
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
    requireNumbers(report);
    double loss = lossCount == 0 ? Double.NaN : lossSum / lossCount;
    lossSum = 0;
    lossCount = 0;
    return new EvaluationPoint(
        steps, phase(), training.epoch(), training.learningRate(), loss, report);
  }

  private void requireNumbers(GapReport report) {
    double teacherLoss = report.standard().nll().value() + report.monteCarlo().nll().value();
    if (!Double.isFinite(teacherLoss)) {
      throw new TrainingDivergedException(Phase.TEACHER, steps, teacherLoss, lastLearningRate);
    }
    double studentLoss = student == null ? 0 : report.student().nll().value();
    if (!Double.isFinite(studentLoss)) {
      throw new TrainingDivergedException(
          Phase.STUDENT, steps - teacherSteps, studentLoss, lastLearningRate);
    }
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
            recipe, dataset, split.test(), recipe.evaluation().finalPasses(), teacher, workers);
    test.freezeTeacher(student);
    long start = System.nanoTime();
    if (!test.average(cancelled)) {
      return null;
    }
    double monteCarloMillis = (System.nanoTime() - start) / 1e6;
    GapReport report = test.evaluate(cancelled);
    return new TestResult(report, Costs.measure(test, monteCarloMillis));
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
