package org.dropoutdistillery.data;

/** What is to be predicted for each row: a class or a number. */
public sealed interface Targets permits ClassLabels, Responses {
  /** Returns the number of rows. */
  int rows();

  /** Returns how many numbers a network gives for a row: one for each class, or one response. */
  int outputs();
}
