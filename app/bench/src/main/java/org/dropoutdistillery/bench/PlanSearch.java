package org.dropoutdistillery.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Adam;
import org.dropoutdistillery.nn.CrossEntropy;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Trainer;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.MonteCarloPlan;
import org.dropoutdistillery.predict.MonteCarloPredictor;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;

/**
 * Finds out how many balanced passes, with one mask for all rows, are as good as 100 independent
 * ones with masks of their own, on 1000 test rows of Fashion-MNIST and a teacher that learnt from
 * the training rows.
 */
public final class PlanSearch {
  /** Passes to compare with. */
  public static final int INDEPENDENT_PASSES = 100;

  // Tens keep every unit equally often at drop rates of .2 and .5 (METHODS, 7), so their errors are
  // a good guess at where to look closer.
  private static final int LEAST_PASSES = 20;
  private static final int COARSE = 10;
  private static final int FINE = 2;
  private static final int ROWS = 1000;
  private static final int TEST_ROWS = 10_000;
  private static final double LEARNING_RATE = 1e-3;

  /**
   * How much to do.
   *
   * @param epochs of the teacher
   * @param independent repetitions of 100 independent passes, at least 2
   * @param balanced repetitions of each balanced plan, at least 2
   */
  public record Effort(int epochs, int independent, int balanced) {}

  /**
   * What was found.
   *
   * @param independent of 100 passes with masks of their own
   * @param balanced with one mask for all rows, passes ascending: tens up to where twos are looked
   *     at; the last is the first that is surely as good, if any is
   * @param distance mean squared distance of the means over all repetitions of {@code independent}
   *     and of the last of {@code balanced}
   * @param expectedDistance what it is on average if both are unbiased
   */
  public record Found(
      PlanError independent, List<PlanError> balanced, double distance, double expectedDistance) {

    /** Returns the balanced plan that was looked at last. */
    public PlanError last() {
      return balanced.get(balanced.size() - 1);
    }

    /** Returns whether that is as good as 100 independent passes. */
    public boolean suffices() {
      return last().isSurelyAtMost(independent);
    }
  }

  private final Workers workers;
  private final Effort effort;
  private final Consumer<String> progress;

  private PlanSearch(Workers workers, Effort effort, Consumer<String> progress) {
    this.workers = workers;
    this.effort = effort;
    this.progress = progress;
  }

  /** Trains a teacher and compares plans; takes minutes. */
  public static Found run(Effort effort, Consumer<String> progress) {
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      return new PlanSearch(workers, effort, progress).search();
    }
  }

  private Found search() {
    Dataset dataset = new DatasetCatalog().load("fashion");
    Network teacher = train(dataset);
    int firstTest = dataset.rows() - TEST_ROWS;
    int[] ids = IntStream.range(firstTest, firstTest + ROWS).toArray();
    RowSource rows = new RowSource(dataset.values(), dataset.features(), ids);
    Predictions standard = new StandardPredictor(teacher, workers).predict(teacher, rows);
    List<MonteCarloAverage> own = independent(teacher, rows);
    PlanError independent = PlanError.ofIndependent(own, standard);
    Subject subject = new Subject(teacher, rows, standard, independent);
    List<Trial> trials = new ArrayList<>(trials(LEAST_PASSES, COARSE, subject));
    int tens = last(trials).error().passes();
    if (trials.size() > 1 && last(trials).error().isSurelyAtMost(independent)) {
      trials.remove(trials.size() - 1);
      trials.addAll(trials(tens - COARSE + FINE, FINE, subject));
    }
    PlanError last = last(trials).error();
    return new Found(
        independent,
        trials.stream().map(Trial::error).toList(),
        PlanError.meanSquaredDistance(meanOf(own), last(trials).average().mean()),
        independent.squaredError() / independent.repetitions()
            + last.squaredError() / last.repetitions());
  }

  /** What balanced passes are tried on, and what they are to equal. */
  private record Subject(
      Network teacher, RowSource rows, Predictions standard, PlanError independent) {}

  private record Trial(PlanError error, MonteCarloAverage average) {}

  private static Trial last(List<Trial> trials) {
    return trials.get(trials.size() - 1);
  }

  /** Tries more and more passes until they are surely as good, or as many. */
  private List<Trial> trials(int first, int step, Subject subject) {
    List<Trial> trials = new ArrayList<>();
    for (int passes = first; passes <= INDEPENDENT_PASSES; passes += step) {
      progress.accept("%d balanced passes, %d times".formatted(passes, effort.balanced()));
      MonteCarloPlan plan = new MonteCarloPlan(MaskSharing.PASS, true, effort.balanced(), passes);
      MonteCarloAverage average = average(subject.teacher(), subject.rows(), plan, passes);
      trials.add(
          new Trial(
              PlanError.ofShared("one for all rows, balanced", average, subject.standard()),
              average));
      if (last(trials).error().isSurelyAtMost(subject.independent())) {
        break;
      }
    }
    return trials;
  }

  private List<MonteCarloAverage> independent(Network teacher, RowSource rows) {
    progress.accept("100 independent passes, %d times".formatted(effort.independent()));
    MonteCarloPlan plan = MonteCarloPlan.independent(1, INDEPENDENT_PASSES);
    // Seeds apart from those of the balanced plans, which are their passes.
    return IntStream.rangeClosed(1, effort.independent())
        .mapToObj(repetition -> average(teacher, rows, plan, -repetition))
        .toList();
  }

  private static double[] meanOf(List<MonteCarloAverage> averages) {
    double[] mean = new double[averages.get(0).mean().length];
    for (MonteCarloAverage average : averages) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += average.mean()[i] / averages.size();
      }
    }
    return mean;
  }

  private MonteCarloAverage average(
      Network teacher, RowSource rows, MonteCarloPlan plan, long seed) {
    MaskSource masks = new MaskSource(Stream.EVALUATION_MASKS, seed);
    return new MonteCarloPredictor(teacher, masks, workers)
        .predict(teacher, rows, plan, () -> false);
  }

  private Network train(Dataset dataset) {
    progress.accept("a teacher on Fashion-MNIST, %d epochs".formatted(effort.epochs()));
    Network teacher = BenchNet.DENSE.network();
    int batchRows = BenchNet.DENSE.batchRows();
    MaskSource masks = new MaskSource(Stream.TEACHER_MASKS, 1);
    Trainer trainer =
        new Trainer(
            teacher,
            () -> new CrossEntropy(dataset.classes()),
            new Adam(.9, .999),
            batchRows,
            masks,
            workers);
    LabelledRows batches = new LabelledRows(dataset);
    int[] order = IntStream.range(0, dataset.rows() - TEST_ROWS).toArray();
    int[] batch = new int[batchRows];
    for (int epoch = 0; epoch < effort.epochs(); epoch++) {
      new RandomSequence(Keys.child(Stream.TEACHER_SHUFFLE.key(1), epoch)).shuffle(order);
      for (int first = 0; first + batchRows <= order.length; first += batchRows) {
        System.arraycopy(order, first, batch, 0, batchRows);
        trainer.step(batchRows, batches, batch, LEARNING_RATE);
      }
    }
    return teacher;
  }
}
