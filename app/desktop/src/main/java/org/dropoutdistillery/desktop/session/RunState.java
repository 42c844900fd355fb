package org.dropoutdistillery.desktop.session;

/** Where the run of the window is. */
public enum RunState {
  /** Data are read and networks made. */
  PREPARING("Preparing"),
  /** No step was done yet. */
  READY("Ready"),
  RUNNING("Running"),
  PAUSED("Paused"),
  /** All steps are done, and the test rows are being measured. */
  TESTING("Measuring the test rows"),
  FINISHED("Finished"),
  /** Training ended in numbers that are none. */
  DIVERGED("Diverged"),
  /** The recipe's data could not be had, or something broke. */
  FAILED("Failed");

  private final String label;

  RunState(String label) {
    this.label = label;
  }

  /** Returns the word for it. */
  public String label() {
    return label;
  }

  /** Returns whether steps can still be done. */
  public boolean canStep() {
    return this == READY || this == RUNNING || this == PAUSED;
  }

  /** Returns whether it came to its end, one way or another. */
  public boolean isOver() {
    return this == FINISHED || this == DIVERGED || this == FAILED;
  }
}
