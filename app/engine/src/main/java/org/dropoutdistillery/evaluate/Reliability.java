package org.dropoutdistillery.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.predict.Predictions;

/** A reliability diagram: equal-width bins ((m−1)/M, m/M] of the confidence of the chosen class. */
public record Reliability(List<Bin> bins) {
  /**
   * @param count rows whose confidence falls into the bin
   * @param confidence their mean confidence; 0 in an empty bin
   * @param accuracy the share of them that is right; 0 in an empty bin
   */
  public record Bin(double low, double high, int count, double confidence, double accuracy) {}

  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * Returns the diagram of {@code predictions} with {@code bins} bins.
   *
   * @param labels [rows], each in [0, classes)
   * @throws IllegalArgumentException if labels and predictions do not fit, or there is no bin
   */
  public static Reliability of(Predictions predictions, int[] labels, int bins) {
    ConfidenceGaps gaps = ConfidenceGaps.of(predictions, labels, bins);
    int[] count = new int[bins];
    double[] confidence = new double[bins];
    double[] right = new double[bins];
    for (int row = 0; row < labels.length; row++) {
      int bin = gaps.bin()[row];
      count[bin]++;
      confidence[bin] += gaps.confidence()[row];
      right[bin] += gaps.right()[row];
    }
    List<Bin> diagram = new ArrayList<>();
    for (int m = 0; m < bins; m++) {
      int rows = Math.max(count[m], 1);
      diagram.add(
          new Bin(
              ConfidenceGaps.edge(m, bins),
              ConfidenceGaps.edge(m + 1, bins),
              count[m],
              confidence[m] / rows,
              right[m] / rows));
    }
    return new Reliability(diagram);
  }

  /** Returns the expected calibration error: Σ (n_m / N) |accuracy_m − confidence_m|. */
  public double expectedCalibrationError() {
    int rows = bins.stream().mapToInt(Bin::count).sum();
    double weighted = 0;
    for (Bin bin : bins) {
      weighted += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
    }
    return rows == 0 ? 0 : weighted / rows;
  }

  /** Returns the maximum calibration error: the largest gap of a bin that is not empty. */
  public double maximumCalibrationError() {
    return bins.stream()
        .filter(bin -> bin.count() > 0)
        .mapToDouble(bin -> Math.abs(bin.accuracy() - bin.confidence()))
        .max()
        .orElse(0);
  }
}
