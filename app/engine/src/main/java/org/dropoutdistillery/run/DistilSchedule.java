package org.dropoutdistillery.run;

/** When a student learns. */
public enum DistilSchedule {
  /** After the teacher, which is frozen then. */
  SEQUENTIAL,
  /** With the teacher: a step of each in turn, until both have done theirs. */
  TOGETHER
}
