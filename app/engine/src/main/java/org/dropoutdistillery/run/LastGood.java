package org.dropoutdistillery.run;

import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Matrix;

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
    assign(teacher, newTeacher);
    if (newStudent == null) {
      return;
    }
    if (student == null) {
      student = newStudent.copy();
    } else {
      assign(student, newStudent);
    }
  }

  private static void assign(Network target, Network source) {
    for (int i = 0; i < target.parameters().size(); i++) {
      Matrix parameter = source.parameters().get(i);
      target.parameters().get(i).assignRows(parameter, parameter.rows());
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
