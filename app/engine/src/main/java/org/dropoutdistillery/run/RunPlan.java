package org.dropoutdistillery.run;

/**
 * Who learns in which step of a run.
 *
 * @param teacherSteps steps of the teacher
 * @param studentSteps steps of the student
 * @param schedule one after the other, or both at once until each has done its steps
 */
record RunPlan(long teacherSteps, long studentSteps, DistilSchedule schedule) {
  long totalSteps() {
    return schedule == DistilSchedule.SEQUENTIAL
        ? teacherSteps + studentSteps
        : Math.max(teacherSteps, studentSteps);
  }

  /** Returns who learns in the next step, or, at the end, who learned last. */
  Phase phaseAfter(long steps) {
    long step = Math.min(steps, totalSteps() - 1);
    if (schedule == DistilSchedule.SEQUENTIAL) {
      return step < teacherSteps ? Phase.TEACHER : Phase.STUDENT;
    }
    if (step < Math.min(teacherSteps, studentSteps)) {
      return Phase.BOTH;
    }
    return step < teacherSteps ? Phase.TEACHER : Phase.STUDENT;
  }

  /** Returns the number of steps after which the student is there. */
  long studentAppearsAfter() {
    return schedule == DistilSchedule.SEQUENTIAL ? teacherSteps : 0;
  }

  /** Returns the number of the teacher's steps among the first {@code steps}. */
  long teacherStepsIn(long steps) {
    return Math.min(teacherSteps, steps);
  }

  /** Returns the number of the student's steps among the first {@code steps}. */
  long studentStepsIn(long steps) {
    return Math.max(0, Math.min(studentSteps, steps - studentAppearsAfter()));
  }

  /**
   * Returns how many steps there are until {@code who} has done so many more, or all, of its own.
   *
   * @param done steps done so far
   * @param who {@link Phase#BOTH} for whoever learns
   */
  long stepsUntil(long done, Phase who, long more) {
    long first = who == Phase.STUDENT ? studentAppearsAfter() : 0;
    long end =
        switch (who) {
          case TEACHER -> teacherSteps;
          case STUDENT -> first + studentSteps;
          case BOTH -> totalSteps();
        };
    return Math.max(0, Math.min(Math.max(done, first) + more, end) - done);
  }
}
