package org.dropoutdistillery.run;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.evaluate.RowDependence;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.MonteCarloPlan;
import org.dropoutdistillery.predict.MonteCarloPredictor;
import org.dropoutdistillery.predict.ReadOut;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;

/** Evaluates teacher and student on fixed rows, with the same masks each time. */
abstract class Evaluator {
  final Workers workers;
  final RowSource rows;
  final Network teacher;
  final StandardPredictor standard;
  private final MonteCarloPredictor monteCarlo;
  private Recipe settings;
  private int passes;
  Network student;
  StandardPredictor studentPredictor;
  private boolean teacherFrozen;
  // Kept from one evaluation to the next once the teacher is frozen.
  private MonteCarloAverage average;

  /**
   * @param passes T
   */
  Evaluator(
      Recipe settings,
      RunData data,
      int[] rowIds,
      int passes,
      Network teacher,
      ReadOut readOut,
      Workers workers) {
    this.settings = settings;
    this.passes = passes;
    this.teacher = teacher;
    this.workers = workers;
    rows = new RowSource(data.dataset().values(), data.dataset().features(), rowIds);
    standard = new StandardPredictor(teacher, workers);
    monteCarlo =
        new MonteCarloPredictor(
            teacher, new MaskSource(Stream.EVALUATION_MASKS, settings.seed()), readOut, workers);
  }

  /** Makes the evaluator that suits what is predicted: classes or a number. */
  static Evaluator of(
      Recipe settings, RunData data, int[] rowIds, int passes, Network teacher, Workers workers) {
    return data.dataset().isRegression()
        ? new ResponseEvaluator(settings, data, rowIds, passes, teacher, workers)
        : new ClassEvaluator(settings, data, rowIds, passes, teacher, workers);
  }

  static RowDependence dependence(Recipe.Evaluation settings) {
    return RecipeNetworks.sharing(settings.rowsPerMask()).isNone()
        ? RowDependence.INDEPENDENT
        : RowDependence.SHARED_MASKS;
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
    settings = newSettings;
    passes = settings.evaluation().passes();
    average = null;
  }

  Recipe settings() {
    return settings;
  }

  /** Predicts once without masks, for the time that takes. */
  abstract void predictStandard();

  /** Lets the student predict once, for the time that takes. */
  abstract void predictStudent();

  /** Returns null if cancelled. */
  abstract Report report(MonteCarloAverage average, BooleanSupplier cancelled);

  /** Returns the average of the teacher's passes; null if cancelled. */
  MonteCarloAverage average(BooleanSupplier cancelled) {
    if (average == null) {
      MonteCarloPlan plan = RecipeNetworks.plan(settings.evaluation(), passes);
      average = monteCarlo.predict(teacher, rows, plan, cancelled);
    }
    return average;
  }

  /** Returns how much of the average is done, in [0, 1]; any thread may ask. */
  double averageShare() {
    return monteCarlo.share();
  }

  /** Returns null if cancelled. */
  Report evaluate(BooleanSupplier cancelled) {
    MonteCarloAverage current = average(cancelled);
    if (current == null) {
      return null;
    }
    Report report = report(current, cancelled);
    // Who was interrupted goes on with the passes that there are.
    if (report != null && !teacherFrozen) {
      average = null;
    }
    return report;
  }
}
