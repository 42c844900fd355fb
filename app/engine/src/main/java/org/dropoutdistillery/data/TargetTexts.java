package org.dropoutdistillery.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Makes targets of the texts in the label's column. */
final class TargetTexts {
  // Of one in the map: its entry, the text and its array.
  private static final int TEXT_BYTES = 120;

  private final String source;
  private final TargetKind kind;
  private final Columns columns;
  private final Map<String, String> distinct = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  TargetTexts(String source, TargetKind kind, Columns columns) {
    this.source = source;
    this.kind = kind;
    this.columns = columns;
  }

  /**
   * Takes the text of the next row and checks what can be checked by itself.
   *
   * @return the bytes that are kept of it
   */
  long add(String text, long line) throws DatasetFormatException {
    String stripped = text.strip();
    if (kind instanceof TargetKind.Indexed indexed) {
      requireIndex(stripped, indexed.names().size(), line);
    } else if (kind instanceof TargetKind.Numbers) {
      requireFloat(stripped, line);
    }
    // Each text is kept once.
    String before = distinct.putIfAbsent(stripped, stripped);
    texts.add(before == null ? stripped : before);
    return before == null ? TEXT_BYTES + 2L * text.length() : 0;
  }

  Targets toTargets() throws DatasetFormatException {
    if (kind instanceof TargetKind.Indexed indexed) {
      return new ClassLabels(texts.stream().mapToInt(Integer::parseInt).toArray(), indexed.names());
    }
    boolean numbers =
        kind instanceof TargetKind.Numbers
            || (kind instanceof TargetKind.Detected && lookLikeNumbers());
    return numbers ? responses() : classes();
  }

  private boolean lookLikeNumbers() {
    List<OptionalDouble> values = distinct.keySet().stream().map(Field::number).toList();
    if (!values.stream().allMatch(OptionalDouble::isPresent)) {
      return false;
    }
    boolean whole = values.stream().allMatch(value -> isWhole(value.getAsDouble()));
    return !whole || values.size() > TargetKind.Detected.MOST_CLASSES;
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && !Double.isInfinite(value);
  }

  private Responses responses() throws DatasetFormatException {
    float[] values = new float[texts.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = (float) Field.number(texts.get(row)).orElseThrow();
      if (!Float.isFinite(values[row])) {
        throw DatasetFormatException.ofFile(
            source,
            "%s in row %d of the column to predict (%s)"
                .formatted(Field.quote(texts.get(row)), row + 1, columns.labelName()),
            "a finite number that a 32-bit float can hold");
      }
    }
    return new Responses(values, columns.labelName());
  }

  private ClassLabels classes() throws DatasetFormatException {
    Collection<String> names = inOrder();
    if (names.size() < 2) {
      throw DatasetFormatException.ofFile(
          source,
          "the one class %s in the column to predict (%s)"
              .formatted(Field.quote(names.iterator().next()), columns.labelName()),
          "at least two classes, or numbers");
    }
    if (names.size() > ClassLabels.MOST) {
      throw DatasetFormatException.ofFile(
          source,
          "%d different texts in the column to predict (%s)"
              .formatted(names.size(), columns.labelName()),
          "at most %d classes, or numbers".formatted(ClassLabels.MOST));
    }
    List<String> classNames = List.copyOf(names);
    Map<String, Integer> indexes = new HashMap<>();
    IntStream.range(0, classNames.size()).forEach(k -> indexes.put(classNames.get(k), k));
    return new ClassLabels(texts.stream().mapToInt(indexes::get).toArray(), classNames);
  }

  /** Returns the different texts: numbers by size if all are numbers, else in Unicode's order. */
  private Collection<String> inOrder() throws DatasetFormatException {
    if (!distinct.keySet().stream().allMatch(text -> Field.number(text).isPresent())) {
      return distinct.keySet().stream().sorted().toList();
    }
    TreeMap<Double, String> bySize = new TreeMap<>();
    for (String text : distinct.keySet()) {
      // Adding 0 makes −0 the same as 0.
      String same = bySize.put(Field.number(text).orElseThrow() + 0.0, text);
      if (same != null) {
        throw DatasetFormatException.ofFile(
            source,
            "both %s and %s in the column to predict (%s)"
                .formatted(Field.quote(same), Field.quote(text), columns.labelName()),
            "one way of writing each class");
      }
    }
    return bySize.values();
  }

  private void requireIndex(String text, int classes, long line) throws DatasetFormatException {
    try {
      int label = Integer.parseInt(text);
      if (label >= 0 && label < classes) {
        return;
      }
    } catch (NumberFormatException e) {
      throw wrong(text, line, "a label, a whole number from 0 to " + (classes - 1));
    }
    throw wrong(text, line, "a label, a whole number from 0 to " + (classes - 1));
  }

  private void requireFloat(String text, long line) throws DatasetFormatException {
    OptionalDouble value = Field.number(text);
    if (value.isEmpty()) {
      throw wrong(text, line, "a number to predict");
    }
    if (!Float.isFinite((float) value.getAsDouble())) {
      throw wrong(text, line, "a finite number that a 32-bit float can hold");
    }
  }

  private DatasetFormatException wrong(String text, long line, String expected) {
    return DatasetFormatException.atLine(
        source, line, Field.quote(text) + " " + columns.field(columns.label()), expected);
  }
}
