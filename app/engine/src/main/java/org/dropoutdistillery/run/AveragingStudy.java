package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.MonteCarloPlan;
import org.dropoutdistillery.tensor.Workers;

/**
 * What more passes are worth, measured at any moment of a run: the metrics of Monte-Carlo against
 * the number of its passes, independent and balanced, beside standard and student on the same rows.
 * Belongs to one thread; the networks must not change meanwhile.
 */
public final class AveragingStudy {
  /**
   * @param independent a curve for each metric, by independent passes
   * @param balanced likewise by balanced passes; empty where masks do not keep or drop units, or
   *     feature maps, independently
   * @param report of the three predictors on the same rows
   * @param size how much was done
   * @param available rows that there are
   */
  public record Result(
      List<AveragingCurve> independent,
      List<AveragingCurve> balanced,
      Report report,
      AveragingSize size,
      int available) {
    public Result {
      independent = List.copyOf(independent);
      balanced = List.copyOf(balanced);
    }
  }

  private final AveragingSize size;
  private final int available;
  private final int[] rowIds;
  private final boolean canBalance;
  private final FinalTest test;
  private final AveragingTest averaging;

  /**
   * @param settings without a journal, see {@link Recipe#settled}
   * @param rowIds test rows, or validation rows
   * @param student null to look at the teacher alone
   */
  public AveragingStudy(
      Recipe settings,
      RunData data,
      int[] rowIds,
      Network teacher,
      Network student,
      Workers workers) {
    Recipe.Evaluation evaluation = settings.evaluation();
    available = rowIds.length;
    size =
        AveragingSize.fitting(
            available,
            teacher.architecture().productsPerRow(),
            evaluation.finalPasses(),
            evaluation.blocks());
    this.rowIds = Arrays.copyOf(rowIds, size.rows());
    canBalance = MonteCarloPlan.canBalance(teacher.architecture());
    test =
        new FinalTest(settings, data, this.rowIds, size.reportPasses(), teacher, student, workers);
    averaging = new AveragingTest(settings, data, teacher, workers);
  }

  /**
   * Measures.
   *
   * @param progress told the share that is done, in [0, 1], on the calling thread
   * @param cancelled looked at between passes
   * @return null if cancelled
   */
  public Result run(DoubleConsumer progress, BooleanSupplier cancelled) {
    MonteCarloAverage reference = test.average(cancelled);
    Report report = reference == null ? null : test.report(cancelled);
    if (report == null) {
      return null;
    }
    int done = size.reportPasses();
    progress.accept(share(done));
    MonteCarloAverage single =
        averaging.average(rowIds, MonteCarloPlan.independent(size.passes(), 1), cancelled);
    if (single == null) {
      return null;
    }
    done += size.passes();
    progress.accept(share(done));
    List<MonteCarloAverage> balanced = balanced(done, progress, cancelled);
    return balanced == null
        ? null
        : new Result(
            averaging.independent(rowIds, single, reference),
            balanced.isEmpty() ? List.of() : averaging.repeated(rowIds, balanced, reference),
            report,
            size,
            available);
  }

  private List<MonteCarloAverage> balanced(
      int before, DoubleConsumer progress, BooleanSupplier cancelled) {
    List<MonteCarloAverage> averages = new ArrayList<>();
    int done = before;
    for (int t : canBalance ? size.balanced() : List.<Integer>of()) {
      MonteCarloPlan plan = AveragingTest.balanced(t, AveragingSize.repeats(t));
      MonteCarloAverage average = averaging.average(rowIds, plan, cancelled);
      if (average == null) {
        return null;
      }
      averages.add(average);
      done += plan.passes();
      progress.accept(share(done));
    }
    return averages;
  }

  private double share(int passes) {
    return Math.min(1, passes / (double) size.allPasses());
  }
}
