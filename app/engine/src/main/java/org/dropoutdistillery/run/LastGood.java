package org.dropoutdistillery.run;

import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.StateExchange;

/** The weights that were evaluated last, for when those that follow are no numbers any more. */
final class LastGood {
  /** Stands for the step of an evaluation that there was none of. */
  static final long NEVER = -1;

  private final Network teacher;
  private Network student;
  private long step = NEVER;

  LastGood(Network teacher) {
    this.teacher = teacher.copy();
  }

  /**
   * @param newStep steps done
   * @param newStudent null before there is one
   */
  void keep(long newStep, Network newTeacher, Network newStudent) {
    step = newStep;
    teacher.assign(newTeacher);
    keepStudent(newStudent);
  }

  private void keepStudent(Network newStudent) {
    if (newStudent == null) {
      return;
    }
    if (student == null) {
      student = newStudent.copy();
    } else {
      student.assign(newStudent);
    }
  }

  /**
   * Exchanges what differs from the weights of now.
   *
   * @param steps done now
   * @param nowTeacher the teacher as it is
   * @param nowStudent the student as it is; null before there is one
   */
  void exchange(
      StateExchange exchange, long steps, RunPlan plan, Network nowTeacher, Network nowStudent) {
    step = exchange.whole("lastGood.step", step, NEVER, steps);
    if (step == steps) {
      keep(steps, nowTeacher, nowStudent);
      return;
    }
    if (step >= plan.teacherSteps()) {
      teacher.assign(nowTeacher);
    } else {
      teacher.exchange("lastGood.teacher", exchange);
    }
    if (nowStudent != null && step >= plan.studentAppearsAfter()) {
      keepStudent(student == null ? nowStudent : null);
      student.exchange("lastGood.student", exchange);
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
