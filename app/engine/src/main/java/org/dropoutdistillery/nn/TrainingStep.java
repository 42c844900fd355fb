package org.dropoutdistillery.nn;

/** The batch that a step is about. Written by the driver between steps, read by all workers. */
final class TrainingStep {
  private final boolean paired;
  private final PairedBatches pairedBatches = new PairedBatches();
  private BatchSource source;
  private int dataRows;
  private int[] rowIds;
  private long pass;
  private double maxNorm;
  private boolean normalisesByBatch = true;

  /**
   * @param paired whether each data row stands for two rows of the batch
   */
  TrainingStep(boolean paired) {
    this.paired = paired;
  }

  void begin(
      BatchSource newSource, int newDataRows, int[] newRowIds, long newPass, double newMaxNorm) {
    source = paired ? pairedBatches.of(newSource) : newSource;
    dataRows = newDataRows;
    rowIds = newRowIds;
    pass = newPass;
    maxNorm = newMaxNorm;
  }

  /** Returns where all rows come from, both of a pair included. */
  BatchSource source() {
    return source;
  }

  int dataRows() {
    return dataRows;
  }

  /** Returns 2 where rows come in pairs, else 1. */
  int rowsPerDataRow() {
    return paired ? 2 : 1;
  }

  int rows() {
    return dataRows * rowsPerDataRow();
  }

  /** Returns how many rows of the batch lie among {@code capacity} from {@code first} on. */
  int rowsIn(int first, int capacity) {
    return Math.max(0, Math.min(capacity, rows() - first));
  }

  /** Returns the data-row ids, one for each data row. */
  int[] rowIds() {
    return rowIds;
  }

  /** Returns the number of the masks' pass. */
  long pass() {
    return pass;
  }

  void setNormalisesByBatch(boolean byBatch) {
    normalisesByBatch = byBatch;
  }

  /** Returns whether normalised layers take means and variances of the batch. */
  boolean normalisesByBatch() {
    return normalisesByBatch;
  }

  /** Returns the largest norm of a hidden unit's incoming weights. */
  double maxNorm() {
    return maxNorm;
  }
}
