package org.dropoutdistillery.run;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.evaluate.RegressionAverage;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.MonteCarloPlan;
import org.dropoutdistillery.predict.MonteCarloPredictor;
import org.dropoutdistillery.predict.ReadOut;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;

/** Measures how Monte-Carlo gets better with the number of its passes. */
final class AveragingTest {
  private static final int PASSES = 512;
  // Every single pass is kept: 8 bytes × 512 × this number of rows × classes.
  private static final int MOST_ROWS = 1000;

  private final Recipe settings;
  private final RunData data;
  private final Network teacher;
  private final Workers workers;

  AveragingTest(Recipe settings, RunData data, Network teacher, Workers workers) {
    this.settings = settings;
    this.data = data;
    this.teacher = teacher;
    this.workers = workers;
  }

  /**
   * @param reference a long average on these rows, by other masks
   * @return null if cancelled
   */
  List<AveragingCurve> run(int[] rowIds, MonteCarloAverage reference, BooleanSupplier cancelled) {
    int[] some = Arrays.copyOf(rowIds, Math.min(rowIds.length, MOST_ROWS));
    RowSource rows = new RowSource(data.dataset().values(), data.dataset().features(), some);
    MaskSource masks = new MaskSource(Stream.AVERAGING_MASKS, settings.seed());
    boolean numbers = data.dataset().isRegression();
    MonteCarloAverage passes =
        new MonteCarloPredictor(
                teacher, masks, numbers ? ReadOut.VALUES : ReadOut.PROBABILITIES, workers)
            .predict(teacher, rows, MonteCarloPlan.independent(PASSES, 1), cancelled);
    if (passes == null) {
      return null;
    }
    MonteCarloAverage start = reference.firstRows(some.length);
    return numbers ? ofNumbers(passes, start, some) : ofClasses(passes, start, some);
  }

  private List<AveragingCurve> ofClasses(
      MonteCarloAverage passes, MonteCarloAverage reference, int[] rowIds) {
    int[] labels = data.dataset().labelsOf(rowIds);
    return AveragingMetric.ofClasses().stream()
        .map(metric -> AveragingCurve.of(metric, passes, reference, labels))
        .toList();
  }

  private List<AveragingCurve> ofNumbers(
      MonteCarloAverage passes, MonteCarloAverage reference, int[] rowIds) {
    ResponseUnits units = new ResponseUnits(data.responses());
    RegressionAverage inUnits = units.average(passes);
    RegressionAverage referenceInUnits = units.average(reference);
    double[] targets = data.responsesOf(rowIds);
    return AveragingMetric.ofNumbers().stream()
        .map(metric -> AveragingCurve.of(metric, inUnits, referenceInUnits, targets))
        .toList();
  }
}
