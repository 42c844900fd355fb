package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.tensor.Workers;

/** Measures a teacher and its student on chosen rows, once and thoroughly. */
public final class FinalTest {
  private final Recipe settings;
  private final RunData data;
  private final int[] rowIds;
  private final Network teacher;
  private final Network student;
  private final Workers workers;
  private final Evaluator evaluator;
  private final ResponseEvaluator validation;
  private final double averageWork;

  /**
   * @param settings without a journal, see {@link Recipe#settled}
   * @param rowIds test rows, or validation rows
   * @param student null to look at the teacher alone
   */
  public FinalTest(
      Recipe settings,
      RunData data,
      int[] rowIds,
      Network teacher,
      Network student,
      Workers workers) {
    this(settings, data, rowIds, settings.evaluation().finalPasses(), teacher, student, workers);
  }

  /**
   * @param passes T, instead of the recipe's
   */
  FinalTest(
      Recipe settings,
      RunData data,
      int[] rowIds,
      int passes,
      Network teacher,
      Network student,
      Workers workers) {
    this.settings = settings;
    this.data = data;
    this.rowIds = rowIds;
    this.teacher = teacher;
    this.student = student;
    this.workers = workers;
    evaluator = evaluator(rowIds, passes);
    validation =
        evaluator instanceof ResponseEvaluator
            ? (ResponseEvaluator) evaluator(data.split().validation(), passes)
            : null;
    double rowPasses = (double) rowIds.length * passes;
    double averagingRows = AveragingTest.rows(rowIds.length, teacher.architecture());
    averageWork = rowPasses / (rowPasses + averagingRows * AveragingTest.PASSES);
  }

  private Evaluator evaluator(int[] ids, int passes) {
    Evaluator made = Evaluator.of(settings, data, ids, passes, teacher, workers);
    made.freezeTeacher();
    if (student != null) {
      made.compareWith(student);
    }
    return made;
  }

  /** Returns about how much of {@link #run} is done, in [0, 1]; any thread may ask. */
  double share() {
    return averageWork * evaluator.averageShare();
  }

  /** Returns null if cancelled. */
  public TestResult run(BooleanSupplier cancelled) {
    long start = System.nanoTime();
    MonteCarloAverage average = evaluator.average(cancelled);
    double monteCarloMillis = (System.nanoTime() - start) / 1e6;
    Report report = average == null ? null : report(cancelled);
    List<RoadResult> roads = report == null ? null : roads(average, cancelled);
    List<AveragingCurve> averaging =
        roads == null
            ? null
            : new AveragingTest(settings, data, teacher, workers).run(rowIds, average, cancelled);
    return averaging == null
        ? null
        : new TestResult(report, Costs.measure(evaluator, monteCarloMillis), roads, averaging);
  }

  /** Returns the average that all is compared with; null if cancelled. */
  MonteCarloAverage average(BooleanSupplier cancelled) {
    return evaluator.average(cancelled);
  }

  /** Measures the three predictors alone. Returns null if cancelled. */
  Report report(BooleanSupplier cancelled) {
    MonteCarloAverage average = evaluator.average(cancelled);
    return average == null || !prepareNoise(cancelled)
        ? null
        : evaluator.report(average, cancelled);
  }

  /** Noise about a predicted number comes from the validation rows. */
  private boolean prepareNoise(BooleanSupplier cancelled) {
    if (!(evaluator instanceof ResponseEvaluator test)) {
      return true;
    }
    MonteCarloAverage average = validation.average(cancelled);
    if (average == null) {
      return false;
    }
    test.useNoise(validation.noiseAbout(average));
    return true;
  }

  private List<RoadResult> roads(MonteCarloAverage average, BooleanSupplier cancelled) {
    RoadTest<?> test =
        evaluator instanceof ClassEvaluator classes
            ? new ClassRoads(data, classes)
            : new ResponseRoads(data, (ResponseEvaluator) evaluator, validation);
    List<RoadResult> results = new ArrayList<>();
    for (Road road : settings.evaluation().predictors()) {
      RoadResult result = test.run(road, average, cancelled);
      if (result == null) {
        return null;
      }
      results.add(result);
    }
    return results;
  }
}
