package org.dropoutdistillery.evaluate;

import java.util.List;

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

  /** Returns the expected calibration error: Σ (n_m / N) |accuracy_m − confidence_m|. */
  public double expectedCalibrationError() {
    int rows = bins.stream().mapToInt(Bin::count).sum();
    double weighted = 0;
    for (Bin bin : bins) {
      weighted += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
    }
    return rows == 0 ? 0 : weighted / rows;
  }
}
