package org.dropoutdistillery.run;

import org.dropoutdistillery.nn.Network;

/**
 * The networks of a run as they were after one step. Belongs to whoever took it from its {@link
 * SnapshotMailbox}, until the next is taken: then its arrays are written over.
 */
public final class Snapshot {
  private final Network teacher;
  private Network student;
  private boolean hasStudent;
  private long step;
  private Recipe settings;

  Snapshot(Network teacher) {
    this.teacher = teacher.copy();
  }

  void take(Run run) {
    step = run.steps();
    settings = run.settingsInForce();
    run.copyInto(this);
  }

  void assign(Network newTeacher, Network newStudent) {
    teacher.changeDropout(newTeacher.architecture());
    teacher.assign(newTeacher);
    hasStudent = newStudent != null;
    if (!hasStudent) {
      return;
    }
    if (student == null) {
      student = newStudent.copy();
    } else {
      student.assign(newStudent);
    }
  }

  /** Returns the steps that were done. */
  public long step() {
    return step;
  }

  /** Returns the values that were in force, with an empty journal. */
  public Recipe settings() {
    return settings;
  }

  public Network teacher() {
    return teacher;
  }

  /** Returns null before there is a student. */
  public Network student() {
    return hasStudent ? student : null;
  }
}
