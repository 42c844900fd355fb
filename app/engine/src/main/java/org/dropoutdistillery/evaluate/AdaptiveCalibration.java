package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.dropoutdistillery.predict.Predictions;

/**
 * Expected calibration error over bins that hold equal numbers of rows (Nguyen, O'Connor,
 * "Posterior calibration and exploratory analysis for natural language processing models", EMNLP
 * 2015). Bins of equal width leave most rows of a confident predictor in the last one; these do
 * not. Biased upwards like every binned error, so compared at equal numbers of rows only.
 */
public final class AdaptiveCalibration {
  private AdaptiveCalibration() {}

  /**
   * Returns Σ_m (n_m / N) |accuracy_m − confidence_m|, in [0, 1]. Sorted by the confidence of the
   * chosen class, bin m of M holds the rows from place ⌊mN/M⌋ to before ⌊(m+1)N/M⌋. Rows of the
   * same confidence count as equally right, each by the mean of them, so that their order and
   * therefore that of the data does not matter.
   *
   * @param labels [rows], each in [0, classes)
   * @throws IllegalArgumentException if labels and predictions do not fit, or there is no bin
   */
  public static double error(Predictions predictions, int[] labels, int bins) {
    ConfidenceGaps rows = ConfidenceGaps.of(predictions, labels, bins);
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> rows.confidence()[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] gaps = gaps(rows, order);
    double sum = 0;
    for (int m = 0; m < bins; m++) {
      int first = (int) ((long) m * order.length / bins);
      int end = (int) ((long) (m + 1) * order.length / bins);
      sum += Math.abs(Arrays.stream(gaps, first, end).sum());
    }
    return sum / order.length;
  }

  /** Returns [places]: right − confidence, the mean of it where confidences are tied. */
  private static double[] gaps(ConfidenceGaps rows, int[] order) {
    double[] gaps = new double[order.length];
    int end;
    for (int first = 0; first < order.length; first = end) {
      double confidence = rows.confidence()[order[first]];
      double right = 0;
      for (end = first; end < order.length; end++) {
        // Unlike !=, this finds what a diverged net gives, NaN, equal to itself.
        if (Double.compare(rows.confidence()[order[end]], confidence) != 0) {
          break;
        }
        right += rows.right()[order[end]];
      }
      Arrays.fill(gaps, first, end, right / (end - first) - confidence);
    }
    return gaps;
  }
}
