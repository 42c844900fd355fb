package org.dropoutdistillery.distil;

import org.dropoutdistillery.dropout.MaskSharing;

/**
 * What of the teaching may change from one step to the next.
 *
 * @param inputs what the student is shown
 * @param masksPerStep random passes of the teacher for each input and step, from 1 to {@link
 *     #MOST_MASKS}
 * @param sharing which rows of a batch have their masks in common; the gradient is unbiased under
 *     any sharing, but the errors of rows that share move together
 */
public record TransferSettings(TransferInputs inputs, int masksPerStep, MaskSharing sharing) {
  /** Most masks of a step. */
  public static final int MOST_MASKS = 1 << 20;

  /**
   * @throws IllegalArgumentException if the number of masks is out of its range
   */
  public TransferSettings {
    if (masksPerStep < 1 || masksPerStep > MOST_MASKS) {
      throw new IllegalArgumentException(
          "masksPerStep: %d, expected a whole number from 1 to %d"
              .formatted(masksPerStep, MOST_MASKS));
    }
  }
}
