package org.dropoutdistillery.run;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.evaluate.GapEvaluator;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.MonteCarloPredictor;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;

/** Evaluates teacher and student on fixed rows, with the same masks each time. */
final class Evaluator {
  private Recipe.Evaluation settings;
  private int passes;
  private final RowSource rows;
  private final int[] labels;
  private final Network teacher;
  private final StandardPredictor standard;
  private final MonteCarloPredictor monteCarlo;
  private final GapEvaluator gap;
  private final Workers workers;
  private Network student;
  private StandardPredictor studentPredictor;
  private boolean teacherFrozen;
  // Kept from one evaluation to the next once the teacher is frozen.
  private MonteCarloAverage average;

  /**
   * @param passes T
   */
  Evaluator(
      Recipe recipe, Dataset dataset, int[] rowIds, int passes, Network teacher, Workers workers) {
    settings = recipe.evaluation();
    this.passes = passes;
    this.teacher = teacher;
    this.workers = workers;
    rows = new RowSource(dataset.values(), dataset.features(), rowIds);
    labels = dataset.labelsOf(rowIds);
    standard = new StandardPredictor(teacher, workers);
    monteCarlo =
        new MonteCarloPredictor(
            teacher, new MaskSource(Stream.EVALUATION_MASKS, recipe.seed()), workers);
    gap =
        new GapEvaluator(
            settings.bins(), settings.bootstrapResamples(), settings.confidence(), recipe.seed());
  }

  /** Says that the teacher no longer moves. */
  void freezeTeacher() {
    teacherFrozen = true;
  }

  /** Says whom to compare with the teacher. */
  void compareWith(Network newStudent) {
    student = newStudent;
    studentPredictor = new StandardPredictor(newStudent, workers);
  }

  /** Takes over the values that may change between steps; the masks may have another law. */
  void change(Recipe newSettings) {
    settings = newSettings.evaluation();
    passes = settings.passes();
    average = null;
  }

  RowSource rows() {
    return rows;
  }

  Predictions standard() {
    return standard.predict(teacher, rows);
  }

  Predictions student() {
    return studentPredictor.predict(student, rows);
  }

  /**
   * Averages the teacher's passes, as {@link #evaluate} would.
   *
   * @return false if cancelled
   */
  boolean average(BooleanSupplier cancelled) {
    if (average == null) {
      average =
          monteCarlo.predict(
              teacher, rows, settings.blocks(), passes / settings.blocks(), cancelled);
    }
    return average != null;
  }

  /** Returns null if cancelled. */
  GapReport evaluate(BooleanSupplier cancelled) {
    if (!average(cancelled)) {
      return null;
    }
    Predictions studentPredictions = student == null ? null : student();
    GapReport report = gap.report(standard(), average, studentPredictions, labels);
    if (!teacherFrozen) {
      average = null;
    }
    return report;
  }
}
