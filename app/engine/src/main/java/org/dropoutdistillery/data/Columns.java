package org.dropoutdistillery.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The columns of a table: which is the label, and what the others are called.
 *
 * @param names [columns]; empty where the file has no header
 * @param count number of columns, the label's included
 * @param label index of the label's column, counted from 0; −1 if it is not known
 */
record Columns(List<String> names, int count, int label) {
  private static final int MOST_LISTED = 20;

  /**
   * @param names [columns] or empty
   * @param label name or index
   * @throws DatasetFormatException if two columns have the same name
   * @throws DataRequestException if there is no such column
   */
  static Columns of(List<String> names, int count, String label, String source, long line)
      throws DatasetFormatException {
    requireDifferent(names, source, line);
    int byName = names.indexOf(label);
    if (byName >= 0) {
      return new Columns(names, count, byName);
    }
    int index = index(label, count);
    if (index < 0) {
      throw new DataRequestException(
          "label",
          '"' + label + '"',
          "%san index from %d to %d, for the %d columns of %s"
              .formatted(
                  names.isEmpty() ? "" : "one of " + listed(names) + ", or ",
                  -count,
                  count - 1,
                  count,
                  source));
    }
    return new Columns(names, count, index);
  }

  /**
   * Returns the columns of a table of which none is known to be the label.
   *
   * @throws DatasetFormatException if two columns have the same name
   */
  static Columns withoutLabel(List<String> names, int count, String source, long line)
      throws DatasetFormatException {
    requireDifferent(names, source, line);
    return new Columns(names, count, -1);
  }

  /** Returns the name of a column, counted from 0. */
  String name(int index) {
    return names.isEmpty() ? "column " + (index + 1) : names.get(index);
  }

  /** Returns the names of the features, in the order of the file. */
  List<String> featureNames() {
    if (names.isEmpty()) {
      return Dataset.defaultFeatureNames(count - 1);
    }
    List<String> features = new ArrayList<>(names);
    features.remove(label);
    return features;
  }

  String labelName() {
    return name(label);
  }

  /** Names a field for messages, counted from 1. */
  String field(int index) {
    String where = "in field %d of %d".formatted(index + 1, count);
    return names.isEmpty() ? where : where + " (" + names.get(index) + ")";
  }

  /** Returns the names of a header's fields, where empty ones are called after their place. */
  static List<String> named(List<String> header) {
    return IntStream.range(0, header.size())
        .mapToObj(i -> header.get(i).isBlank() ? "column " + (i + 1) : header.get(i).strip())
        .toList();
  }

  private static void requireDifferent(List<String> names, String source, long line)
      throws DatasetFormatException {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw DatasetFormatException.atLine(
            source,
            line,
            "two columns called " + Field.quote(name),
            "different names in the header; rename one");
      }
    }
  }

  /** Returns the index of a column, or −1 if the text is not one. */
  private static int index(String label, int count) {
    try {
      int index = Integer.parseInt(label.strip());
      int fromStart = index < 0 ? index + count : index;
      return fromStart < count ? Math.max(fromStart, -1) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Lists the first of some names. */
  static String listed(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(MOST_LISTED, names.size())));
    return names.size() > MOST_LISTED ? shown + ", ..." : shown;
  }
}
