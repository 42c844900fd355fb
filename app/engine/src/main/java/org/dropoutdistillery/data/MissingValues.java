package org.dropoutdistillery.data;

import java.util.ArrayList;
import java.util.List;

/** Counts the empty fields of a table and remembers where the first ones are. */
final class MissingValues {
  private static final int SHOWN = 3;

  private final List<String> first = new ArrayList<>();
  private long firstLine;
  private long count;

  /**
   * @param field index of its column, from 0
   */
  void add(long line, String text, Columns columns, int field) {
    if (count == 0) {
      firstLine = line;
    }
    if (count < SHOWN) {
      first.add(
          "line %d %s (%s)"
              .formatted(line, columns.field(field), text.isBlank() ? "empty" : text.strip()));
    }
    count++;
  }

  void requireNone(String source) throws DatasetFormatException {
    if (count > 0) {
      throw DatasetFormatException.atLine(
          source,
          firstLine,
          "%d missing value%s: %s%s"
              .formatted(
                  count,
                  count == 1 ? "" : "s",
                  String.join(", ", first),
                  count > SHOWN ? ", ..." : ""),
          "a value in every field; fill in the gaps or leave those rows out");
    }
  }
}
