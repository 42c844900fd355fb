package org.dropoutdistillery.data;

/**
 * How much memory the content of a file may take, looked at before any is taken: a small file can
 * promise, or unpack to, more than there is. What is read is copied on its way into tables and
 * networks, so it may not fill all that the program has.
 */
final class Room {
  // For each feature its name, kept in lists and looked up in sets.
  private static final int NAME_BYTES = 160;
  // For each row what is to be predicted, on its way and at last, and its place in the split.
  private static final int ROW_BYTES = 32;

  private Room() {}

  /** Returns the bytes that arrays may take as they lie in a file: a quarter of the memory. */
  static long ofArrays() {
    return Runtime.getRuntime().maxMemory() / 4;
  }

  /** Returns the bytes that a table may take with the names of its features: half of the memory. */
  static long ofTable() {
    return Runtime.getRuntime().maxMemory() / 2;
  }

  /** Returns the bytes that a table may take while it is put together: three quarters. */
  static long whileReading() {
    return Runtime.getRuntime().maxMemory() / 4 * 3;
  }

  /**
   * Refuses arrays for which there is no room.
   *
   * @param bytes of their values in the file
   */
  static void requireForArrays(long bytes, String source, String entry)
      throws ArrayFormatException {
    if (bytes > ofArrays()) {
      throw new ArrayFormatException(
          source,
          entry,
          "%s of values".formatted(megabytes((double) bytes)),
          expected(ofArrays(), "a quarter"));
    }
  }

  /** Returns the bytes that a table takes. */
  static double tableBytes(double rows, double features) {
    return rows * (features * Float.BYTES + ROW_BYTES) + features * NAME_BYTES;
  }

  /** Returns whether there is room for a table. */
  static boolean hasTable(double rows, double features) {
    return tableBytes(rows, features) <= ofTable();
  }

  /** Says how much is expected where a table does not fit. */
  static String expectedOfTable() {
    return expected(ofTable(), "half");
  }

  /** Says how much is expected where a table grows too large. */
  static String expectedWhileReading() {
    return expected(whileReading(), "three quarters");
  }

  private static String expected(long bytes, String share) {
    return "at most %s, %s of what this program may use (java -Xmx)"
        .formatted(megabytes((double) bytes), share);
  }

  static String megabytes(double bytes) {
    return (long) (bytes / (1 << 20)) + " MB";
  }
}
