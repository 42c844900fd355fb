package org.dropoutdistillery.run;

/** What weights a student starts with. */
public enum StudentStart {
  /** The teacher's architecture and weights: it starts exactly at standard dropout. */
  TEACHER,
  /** Random weights, in an architecture of its own. */
  FRESH
}
