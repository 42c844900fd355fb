package org.dropoutdistillery.nn;

/** The batch that a step is about. Written by the driver between steps, read by all workers. */
final class TrainingStep {
  private BatchSource source;
  private int rows;
  private int[] rowIds;
  private long pass;

  void begin(BatchSource newSource, int newRows, int[] newRowIds, long newPass) {
    source = newSource;
    rows = newRows;
    rowIds = newRowIds;
    pass = newPass;
  }

  BatchSource source() {
    return source;
  }

  int rows() {
    return rows;
  }

  /** Returns how many rows of the batch lie among {@code capacity} from {@code first} on. */
  int rowsIn(int first, int capacity) {
    return Math.max(0, Math.min(capacity, rows - first));
  }

  int[] rowIds() {
    return rowIds;
  }

  /** Returns the number of the masks' pass. */
  long pass() {
    return pass;
  }
}
