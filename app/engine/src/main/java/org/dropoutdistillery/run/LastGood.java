package org.dropoutdistillery.run;

import org.dropoutdistillery.nn.Network;

/** The weights that were evaluated last, for when those that follow are no numbers any more. */
final class LastGood {
  private final Network teacher;
  private Network student;

  LastGood(Network teacher) {
    this.teacher = teacher.copy();
  }

  /**
   * @param newStudent null before there is one
   */
  void keep(Network newTeacher, Network newStudent) {
    teacher.assign(newTeacher);
    if (newStudent == null) {
      return;
    }
    if (student == null) {
      student = newStudent.copy();
    } else {
      student.assign(newStudent);
    }
  }

  Network teacher() {
    return teacher;
  }

  /** Returns null before there was a student. */
  Network student() {
    return student;
  }
}
