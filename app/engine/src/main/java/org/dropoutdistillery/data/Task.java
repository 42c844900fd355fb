package org.dropoutdistillery.data;

/** What a column is predicted as, where a person says so. */
public enum Task {
  /** Classes, even where the column holds many numbers. */
  CLASSES,
  /** Numbers (regression), even where the column holds few different whole ones. */
  NUMBERS;

  /** Returns what the column holds: found from its values where {@code task} is null. */
  static TargetKind kind(Task task) {
    if (task == null) {
      return new TargetKind.Detected();
    }
    return task == CLASSES ? new TargetKind.Classes() : new TargetKind.Numbers();
  }
}
