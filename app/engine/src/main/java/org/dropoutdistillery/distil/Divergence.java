package org.dropoutdistillery.distil;

/** What a student lowers. */
public enum Divergence {
  FORWARD_KL,
  SQUARED_ERROR,
  LOGITS,
  REVERSE_KL
}
