package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.evaluate.RegressionAverage;
import org.dropoutdistillery.nn.Architecture;
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
  static final int PASSES = 512;
  // Every single pass is kept: 8 bytes × 512 × this number of rows × classes.
  static final int MOST_ROWS = 1000;
  private static final int LEAST_ROWS = 50;
  // Passes × rows × multiplications: what people would wait for in vain, with large convolutions.
  private static final double BUDGET = 1e12;

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

  /** Returns how many rows {@link #run} looks at, of so many. */
  static int rows(int available, Architecture teacher) {
    int affordable = (int) Math.min(MOST_ROWS, BUDGET / PASSES / teacher.productsPerRow());
    return Math.min(available, Math.max(LEAST_ROWS, affordable));
  }

  /**
   * Measures independent passes, on the first 1000 rows at most; on fewer where the teacher is
   * large.
   *
   * @param reference a long average on these rows, by other masks
   * @return null if cancelled
   */
  List<AveragingCurve> run(int[] rowIds, MonteCarloAverage reference, BooleanSupplier cancelled) {
    int[] some = Arrays.copyOf(rowIds, rows(rowIds.length, teacher.architecture()));
    MonteCarloAverage start = reference.firstRows(some.length);
    MonteCarloAverage passes = average(some, MonteCarloPlan.independent(PASSES, 1), cancelled);
    return passes == null ? null : independent(some, passes, start);
  }

  /** Returns null if cancelled. */
  MonteCarloAverage average(int[] rowIds, MonteCarloPlan plan, BooleanSupplier cancelled) {
    RowSource rows = new RowSource(data.dataset().values(), data.dataset().features(), rowIds);
    MaskSource masks = new MaskSource(Stream.AVERAGING_MASKS, settings.seed());
    ReadOut readOut = isOfNumbers() ? ReadOut.VALUES : ReadOut.PROBABILITIES;
    return new MonteCarloPredictor(teacher, masks, readOut, workers)
        .predict(teacher, rows, plan, cancelled);
  }

  /** Returns which passes make so many averages of T balanced passes. */
  static MonteCarloPlan balanced(int passes, int repeats) {
    return new MonteCarloPlan(MaskSharing.NONE, true, repeats, passes);
  }

  private boolean isOfNumbers() {
    return data.dataset().isRegression();
  }

  /**
   * @param passes its blocks are single passes
   */
  List<AveragingCurve> independent(
      int[] rowIds, MonteCarloAverage passes, MonteCarloAverage reference) {
    List<AveragingCurve> curves = new ArrayList<>();
    if (isOfNumbers()) {
      ResponseUnits units = new ResponseUnits(data.responses());
      RegressionAverage inUnits = units.average(passes);
      RegressionAverage referenceInUnits = units.average(reference);
      double[] targets = data.responsesOf(rowIds);
      AveragingMetric.ofNumbers()
          .forEach(m -> curves.add(AveragingCurve.of(m, inUnits, referenceInUnits, targets)));
    } else {
      int[] labels = data.dataset().labelsOf(rowIds);
      AveragingMetric.ofClasses()
          .forEach(m -> curves.add(AveragingCurve.of(m, passes, reference, labels)));
    }
    return List.copyOf(curves);
  }

  /**
   * @param averages by rising passes per block
   */
  List<AveragingCurve> repeated(
      int[] rowIds, List<MonteCarloAverage> averages, MonteCarloAverage reference) {
    List<AveragingCurve> curves = new ArrayList<>();
    if (isOfNumbers()) {
      ResponseUnits units = new ResponseUnits(data.responses());
      List<RegressionAverage> inUnits = averages.stream().map(units::average).toList();
      RegressionAverage referenceInUnits = units.average(reference);
      double[] targets = data.responsesOf(rowIds);
      AveragingMetric.ofNumbers()
          .forEach(
              m -> curves.add(AveragingCurve.ofRepeats(m, inUnits, referenceInUnits, targets)));
    } else {
      int[] labels = data.dataset().labelsOf(rowIds);
      AveragingMetric.ofClasses()
          .forEach(m -> curves.add(AveragingCurve.ofRepeats(m, averages, reference, labels)));
    }
    return List.copyOf(curves);
  }
}
