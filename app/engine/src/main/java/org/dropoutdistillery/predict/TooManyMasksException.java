package org.dropoutdistillery.predict;

/** A row has more masks than are enumerated; the message says which row and how many. */
public final class TooManyMasksException extends RuntimeException {
  private final int rowId;

  TooManyMasksException(int rowId, String message) {
    super(message);
    this.rowId = rowId;
  }

  /** Returns the data-row id of the first such row. */
  public int rowId() {
    return rowId;
  }
}
