package org.dropoutdistillery.distil;

/** What a network's outputs mean. */
public enum OutputKind {
  /** Logits of classes: softmax makes probabilities of them. */
  CLASSES,
  /** Real-valued responses of a regression net. */
  RESPONSES
}
