package org.dropoutdistillery.run;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.evaluate.Entropy;
import org.dropoutdistillery.evaluate.MaskSpread;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.MonteCarloPredictor;
import org.dropoutdistillery.predict.ReadOut;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;

/** Predicts rows that are not among the data of a run, as the run would. */
public final class RowPredictor {
  private final Recipe settings;
  private final RunData data;
  private final RowSource rows;
  private final Workers workers;

  /**
   * @param settings without a journal, see {@link Recipe#settled}
   * @param values [rows, features], flattened, on the scale of the data set, not standardised
   */
  public RowPredictor(Recipe settings, RunData data, float[] values, Workers workers) {
    this.settings = settings;
    this.data = data;
    this.workers = workers;
    int features = data.dataset().features();
    int[] ids = IntStream.range(0, values.length / features).toArray();
    rows = new RowSource(data.loaded().inputs(values), features, ids);
  }

  /** Predicts in one pass without masks: the student, or the teacher as standard dropout. */
  public RowPredictions once(Network network) {
    StandardPredictor predictor = new StandardPredictor(network, workers);
    return data.dataset().isRegression()
        ? RowPredictions.of(inUnits(predictor.outputs(network, rows)))
        : RowPredictions.of(predictor.predict(network, rows).probabilities());
  }

  /**
   * Averages over masks; as many passes as in the final test, in the same blocks.
   *
   * @param seed of the masks; row ids are places in the file
   * @return null if cancelled
   */
  public RowPredictions average(Network teacher, long seed, BooleanSupplier cancelled) {
    boolean regression = data.dataset().isRegression();
    Recipe.Evaluation evaluation = settings.evaluation();
    MonteCarloAverage average =
        new MonteCarloPredictor(
                teacher,
                new MaskSource(Stream.EVALUATION_MASKS, seed),
                regression ? ReadOut.VALUES : ReadOut.PROBABILITIES,
                workers)
            .predict(
                teacher,
                rows,
                RecipeNetworks.plan(evaluation, evaluation.finalPasses()),
                cancelled);
    if (average == null) {
      return null;
    }
    if (!regression) {
      return new RowPredictions(
          average.mean(),
          Entropy.debiasedRows(average),
          MaskSpread.mutualInformationRows(average),
          null);
    }
    double scale = data.responses().scale();
    double[] deviations =
        Arrays.stream(average.variance()).map(v -> Math.sqrt(v) * scale).toArray();
    return new RowPredictions(inUnits(average.mean()), null, null, deviations);
  }

  private double[] inUnits(double[] standardised) {
    return Arrays.stream(standardised).map(data.responses()::undo).toArray();
  }
}
