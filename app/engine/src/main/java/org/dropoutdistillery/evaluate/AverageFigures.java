package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;

/** What is computed from a Monte-Carlo average, over all its blocks and for each of them. */
final class AverageFigures {
  private final MonteCarloAverage average;
  private final Predictions predictions;
  private final double[] entropy;
  private double[][] entropyOfBlocks;

  /**
   * @throws IllegalArgumentException if there are fewer than two blocks
   */
  AverageFigures(MonteCarloAverage average) {
    this.average = average;
    predictions = average.predictions();
    entropy = Entropy.debiasedRows(average);
  }

  Predictions predictions() {
    return predictions;
  }

  /** Returns [rows]: H(p̄), jackknifed. */
  double[] entropy() {
    return entropy;
  }

  /** Returns KL(p̄‖q), jackknifed. */
  MaskedRows divergence(Predictions q) {
    return new MaskedRows(
        KullbackLeibler.debiasedRows(average, entropy, q), () -> divergenceOfBlocks(q));
  }

  /** Returns KL(p̄‖further) − KL(p̄‖nearer), which needs no correction. */
  MaskedRows headline(Predictions further, Predictions nearer) {
    return new MaskedRows(
        KullbackLeibler.headlineRows(average, further, nearer),
        () ->
            ofBlocks(average.blockMeans(), p -> KullbackLeibler.headlineRows(p, further, nearer)));
  }

  /**
   * Returns χ²/2, which divided by T is the noise floor. That it is estimated from the same blocks
   * is left out of account: the divergences that it is compared with vary far more.
   */
  MaskedRows halfChiSquare() {
    double[] half = MaskSpread.chiSquareRows(average);
    Arrays.setAll(half, row -> half[row] / 2);
    double[][] blocks = new double[average.blocks()][];
    Arrays.fill(blocks, half);
    return new MaskedRows(half, () -> blocks);
  }

  MaskedRows nll(int[] labels) {
    double[] rows = RowMeasures.nll(predictions, labels);
    return new MaskedRows(
        rows,
        () ->
            Jackknife.about(
                rows, Jackknife.pseudoValues(average, p -> RowMeasures.nll(of(p), labels))));
  }

  MaskedRows brier(int[] labels) {
    double[] rows = RowMeasures.brier(predictions, labels);
    return new MaskedRows(
        rows,
        () ->
            Jackknife.about(
                rows, Jackknife.pseudoValues(average, p -> RowMeasures.brier(of(p), labels))));
  }

  private double[][] divergenceOfBlocks(Predictions q) {
    if (entropyOfBlocks == null) {
      entropyOfBlocks = Jackknife.pseudoValues(average, p -> Entropy.rows(p, average.classes()));
    }
    double[][] divergence = new double[average.blocks()][];
    Arrays.setAll(
        divergence,
        b -> KullbackLeibler.crossEntropyMinus(entropyOfBlocks[b], average.blockMeans()[b], q));
    return divergence;
  }

  private Predictions of(double[] probabilities) {
    return Predictions.ofProbabilities(average.rows(), average.classes(), probabilities);
  }

  private static double[][] ofBlocks(double[][] blockMeans, UnaryOperator<double[]> measure) {
    return Arrays.stream(blockMeans).map(measure).toArray(double[][]::new);
  }
}
