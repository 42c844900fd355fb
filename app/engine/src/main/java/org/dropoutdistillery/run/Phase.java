package org.dropoutdistillery.run;

/** Who learns: first the teacher, then, from the frozen teacher, the student. */
public enum Phase {
  TEACHER,
  STUDENT
}
