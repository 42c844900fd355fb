package org.dropoutdistillery.predict;

/** What of a pass's outputs is averaged. */
public enum ReadOut {
  /** Class probabilities: softmax of the outputs. */
  PROBABILITIES,
  /** The outputs themselves, of a network for regression. */
  VALUES
}
