package org.dropoutdistillery.run;

import java.util.Locale;

/** Other roads to the average of all masks, beside Monte-Carlo and the student. */
public enum Road {
  /** The sum over all masks. */
  EXACT,
  /** Softmax of the mean logits: the normalised geometric mean of the masked predictions. */
  GEOMETRIC,
  /** Moment propagation, read out pair by pair. */
  MOMENTS,
  /** Moment propagation, softmax of the mean logits. */
  MOMENTS_MEAN,
  /** Moment propagation, each logit shrunk by its own variance. */
  MOMENTS_FIELD,
  /** Moment propagation, logits sampled from their normal distribution. */
  MOMENTS_SAMPLED,
  /** One pass of another teacher, trained to be linear in expectation. */
  EXPECTATION_LINEAR;

  /** Returns the name as recipes and tables write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
