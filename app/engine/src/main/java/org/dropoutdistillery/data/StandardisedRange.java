package org.dropoutdistillery.data;

import java.util.Arrays;

/** Refuses columns of which some number, standardised, is too large for a 32-bit float. */
final class StandardisedRange {
  private final DataRequest request;

  StandardisedRange(DataRequest request) {
    this.request = request;
  }

  /** Standardising keeps the order, so that no number is worse than the outermost two. */
  void requireFeatures(Dataset dataset, Standardizer standardizer) {
    int features = dataset.features();
    float[] values = dataset.values();
    float[] least = Arrays.copyOf(values, features);
    float[] most = Arrays.copyOf(values, features);
    for (int first = features; first < values.length; first += features) {
      for (int i = 0; i < features; i++) {
        least[i] = Math.min(least[i], values[first + i]);
        most[i] = Math.max(most[i], values[first + i]);
      }
    }
    for (int i = 0; i < features; i++) {
      double mean = standardizer.means()[i];
      require(dataset.featureNames().get(i), least[i], most[i], mean, standardizer.scales()[i]);
    }
  }

  void requireResponses(Dataset dataset, ResponseStandardizer standardizer) {
    String name = ((Responses) dataset.targets()).name();
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float response : dataset.responses()) {
      least = Math.min(least, response);
      most = Math.max(most, response);
    }
    require(name, least, most, standardizer.mean(), standardizer.scale());
  }

  private void require(String column, float least, float most, double mean, double scale) {
    if (!isFloat((least - mean) / scale) || !isFloat((most - mean) / scale)) {
      throw new DataRequestException(
          "dataset",
          '"' + request.dataset() + '"',
          ("numbers that can be standardised, but '%s' goes from %s to %s, and its training rows"
                  + " have the mean %s and the standard deviation %s")
              .formatted(column, least, most, mean, scale));
    }
  }

  private static boolean isFloat(double value) {
    return Float.isFinite((float) value);
  }
}
