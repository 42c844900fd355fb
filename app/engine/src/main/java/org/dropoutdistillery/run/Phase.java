package org.dropoutdistillery.run;

/** Who learns in a step. */
public enum Phase {
  TEACHER,
  /** The student of a teacher that no longer moves. */
  STUDENT,
  /** Teacher and student, a step each. */
  BOTH;

  /** Returns whether the teacher moves. */
  public boolean hasTeacher() {
    return this != STUDENT;
  }

  /** Returns whether the student moves. */
  public boolean hasStudent() {
    return this != TEACHER;
  }
}
