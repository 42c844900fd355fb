package org.dropoutdistillery.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;

/** The records of one table as they come, each checked with its line at hand. */
abstract class CsvRecords {
  private static final int ROW_BYTES = 40;

  final String source;
  final CsvDialect dialect;
  final MissingValues missing = new MissingValues();
  final List<float[]> rows = new ArrayList<>();
  Columns columns;
  long line;
  private long firstLine;
  private long taken;

  CsvRecords(String source, CsvDialect dialect) {
    this.source = source;
    this.dialect = dialect;
  }

  CsvDialect dialect() {
    return dialect;
  }

  /** Returns the line after the first one of the last record that was taken. */
  long nextLine() {
    return line + 1;
  }

  /**
   * Takes the next record.
   *
   * @throws DatasetFormatException naming the line, if it does not hold what it should
   */
  void add(CsvRecord record) throws DatasetFormatException {
    line = record.getStartingLineNumber();
    if (columns == null) {
      firstLine = line;
      List<String> names = dialect.header() ? Columns.named(record.getFields()) : List.of();
      columns = columns(names, record.getFieldCount());
      if (dialect.header()) {
        return;
      }
    } else if (record.getFieldCount() != columns.count()) {
      throw wrong(
          count(record.getFieldCount(), "field"),
          "%d, as in line %d".formatted(columns.count(), firstLine));
    }
    addRow(record);
    // A row is copied into the table at the end.
    requireRoom(ROW_BYTES + 2L * Float.BYTES * columns.count());
  }

  /**
   * Refuses a table that grows larger than there is room for.
   *
   * @param bytes that are taken in addition
   */
  void requireRoom(long bytes) throws DatasetFormatException {
    taken += bytes;
    if (taken > Room.whileReading()) {
      throw wrong(
          "what needs more than %s".formatted(Room.megabytes((double) Room.whileReading())),
          Room.expectedWhileReading());
    }
  }

  /** Returns the columns of a table whose first record has so many fields. */
  abstract Columns columns(List<String> names, int fields) throws DatasetFormatException;

  /** Puts the features of a record among the rows. */
  abstract void addRow(CsvRecord record) throws DatasetFormatException;

  /** Returns all rows, [rows, width], flattened. */
  float[] values(int width) throws DatasetFormatException {
    if (rows.isEmpty()) {
      line = 1;
      throw wrong("no rows", "at least one row of numbers");
    }
    missing.requireNone(source);
    if ((long) rows.size() * width > Integer.MAX_VALUE - 8) {
      throw wrong(
          "the last of %d rows of %d features".formatted(rows.size(), width),
          "at most 2^31 - 9 numbers in all");
    }
    float[] values = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * width, width);
    }
    return values;
  }

  static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  DatasetFormatException wrong(String found, String expected) {
    return DatasetFormatException.atLine(source, line, found, expected);
  }
}
