package org.dropoutdistillery.nn;

/** What a hidden layer applies to its sums. */
public enum Activation {
  RELU,
  TANH,
  IDENTITY
}
