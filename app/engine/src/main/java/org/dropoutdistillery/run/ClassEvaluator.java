package org.dropoutdistillery.run;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.evaluate.GapEvaluator;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.RoadReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.ReadOut;
import org.dropoutdistillery.tensor.Workers;

/** Evaluates networks that predict classes. */
final class ClassEvaluator extends Evaluator {
  private final GapEvaluator gap;
  private final int[] labels;

  ClassEvaluator(
      Recipe settings, RunData data, int[] rowIds, int passes, Network teacher, Workers workers) {
    super(settings, data, rowIds, passes, teacher, ReadOut.PROBABILITIES, workers);
    Recipe.Evaluation evaluation = settings.evaluation();
    labels = data.dataset().labelsOf(rowIds);
    gap =
        new GapEvaluator(
            evaluation.bins(),
            evaluation.bootstrapResamples(),
            evaluation.confidence(),
            settings.seed(),
            dependence(evaluation));
  }

  @Override
  void predictStandard() {
    standard.predict(teacher, rows);
  }

  @Override
  void predictStudent() {
    studentPredictor.predict(student, rows);
  }

  @Override
  GapReport report(MonteCarloAverage average, BooleanSupplier cancelled) {
    return gap.whileNot(cancelled)
        .report(standard.predict(teacher, rows), average, studentPredictions(), labels);
  }

  RoadReport road(MonteCarloAverage average, Predictions road) {
    return gap.road(standard.predict(teacher, rows), average, studentPredictions(), road, labels);
  }

  private Predictions studentPredictions() {
    return student == null ? null : studentPredictor.predict(student, rows);
  }
}
