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
    this.settings = settings;
    this.data = data;
    this.rowIds = rowIds;
    this.teacher = teacher;
    this.student = student;
    this.workers = workers;
    int passes = settings.evaluation().finalPasses();
    evaluator = evaluator(rowIds, passes);
  }

  private Evaluator evaluator(int[] ids, int passes) {
    Evaluator made = Evaluator.of(settings, data, ids, passes, teacher, workers);
    made.freezeTeacher();
    if (student != null) {
      made.compareWith(student);
    }
    return made;
  }

  /** Returns null if cancelled. */
  public TestResult run(BooleanSupplier cancelled) {
    long start = System.nanoTime();
    MonteCarloAverage average = evaluator.average(cancelled);
    double monteCarloMillis = (System.nanoTime() - start) / 1e6;
    if (average == null || !prepareNoise(cancelled)) {
      return null;
    }
    Report report = evaluator.report(average);
    List<RoadResult> roads = roads(average, cancelled);
    List<AveragingCurve> averaging = averaging(average, cancelled);
    return roads == null || averaging == null
        ? null
        : new TestResult(report, Costs.measure(evaluator, monteCarloMillis), roads, averaging);
  }

  /** Noise about a predicted number comes from the validation rows. */
  private boolean prepareNoise(BooleanSupplier cancelled) {
    if (!(evaluator instanceof ResponseEvaluator test)) {
      return true;
    }
    ResponseEvaluator validation =
        (ResponseEvaluator)
            evaluator(data.split().validation(), settings.evaluation().finalPasses());
    MonteCarloAverage average = validation.average(cancelled);
    if (average == null) {
      return false;
    }
    test.useNoise(validation.noiseAbout(average));
    return true;
  }

  private List<RoadResult> roads(MonteCarloAverage average, BooleanSupplier cancelled) {
    RoadTest test = new RoadTest(settings, data, rowIds, teacher, workers);
    List<RoadResult> results = new ArrayList<>();
    for (Road road : settings.evaluation().predictors()) {
      RoadResult result =
          evaluator instanceof ClassEvaluator classes
              ? test.run(road, classes, average, cancelled)
              : RoadResult.refused(road, "compares probabilities of classes");
      if (result == null) {
        return null;
      }
      results.add(result);
    }
    return results;
  }

  private List<AveragingCurve> averaging(MonteCarloAverage average, BooleanSupplier cancelled) {
    return evaluator instanceof ClassEvaluator
        ? new AveragingTest(settings, data, teacher, workers).run(rowIds, average, cancelled)
        : List.of();
  }
}
