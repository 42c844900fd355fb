package org.dropoutdistillery.data;

/**
 * Shifts and scales responses to mean 0 and standard deviation 1 over the rows it was fitted on;
 * responses that are constant there are only shifted.
 *
 * @param mean of the responses
 * @param scale their standard deviation (divided by n), above 0
 */
public record ResponseStandardizer(double mean, double scale) {
  /**
   * @throws IllegalArgumentException if the mean is not finite or the scale is not a positive
   *     number
   */
  public ResponseStandardizer {
    Spread.requireUsable(mean, scale);
  }

  /**
   * Fits a standardizer to some rows: the training rows.
   *
   * @throws IllegalArgumentException if there are no rows or an id is out of range
   * @throws IllegalStateException if a class is to be predicted, not a number
   */
  public static ResponseStandardizer fit(Dataset dataset, int[] rowIds) {
    Spread spread = Spread.of(dataset.responses(), 0, 1, rowIds);
    return new ResponseStandardizer(spread.mean(), spread.scale());
  }

  /**
   * Returns a data set with standardised responses and everything else as it was.
   *
   * @throws IllegalStateException if a class is to be predicted, not a number
   */
  public Dataset apply(Dataset dataset) {
    float[] responses = dataset.responses().clone();
    for (int i = 0; i < responses.length; i++) {
      responses[i] = (float) standardised(responses[i]);
    }
    String name = ((Responses) dataset.targets()).name();
    return dataset.withTargets(new Responses(responses, name));
  }

  public double standardised(double response) {
    return (response - mean) / scale;
  }

  /** Returns the response that {@link #standardised} maps to this number. */
  public double undo(double standardised) {
    return standardised * scale + mean;
  }
}
