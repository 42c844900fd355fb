package org.dropoutdistillery.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;

/** Rows of one file as they come, each checked with its line at hand. */
final class CsvRows {
  private static final int LONGEST_QUOTE = 40;

  private final String source;
  private final TableLayout layout;
  private final List<float[]> features = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private int fields;
  private long line;
  private long firstLine;

  CsvRows(String source, TableLayout layout) {
    this.source = source;
    this.layout = layout;
  }

  /** Returns the line after the last one that was taken. */
  long nextLine() {
    return line + 1;
  }

  void add(CsvRecord record) throws DatasetFormatException {
    line = record.getStartingLineNumber();
    if (features.isEmpty()) {
      requireLayout(record.getFieldCount());
      fields = record.getFieldCount();
      firstLine = line;
    } else if (record.getFieldCount() != fields) {
      throw wrong(
          record.getFieldCount() + " fields", "%d, as in line %d".formatted(fields, firstLine));
    }
    float[] row = new float[fields - 1];
    for (int field = 0, feature = 0; field < fields; field++) {
      if (field != layout.labelColumn()) {
        row[feature++] = number(record.getField(field), field);
      }
    }
    features.add(row);
    labels.add(label(record.getField(layout.labelColumn())));
  }

  Dataset toDataset(String name) throws DatasetFormatException {
    if (features.isEmpty()) {
      line = 1;
      throw wrong("no rows", "at least one row of numbers");
    }
    int columns = fields - 1;
    if ((long) features.size() * columns > Integer.MAX_VALUE - 8) {
      throw wrong(
          "the last of %d rows of %d features".formatted(features.size(), columns),
          "at most 2^31 - 9 numbers in all");
    }
    float[] values = new float[features.size() * columns];
    for (int i = 0; i < features.size(); i++) {
      System.arraycopy(features.get(i), 0, values, i * columns, columns);
    }
    int[] classes = labels.stream().mapToInt(Integer::intValue).toArray();
    return new Dataset(
        name,
        features.size(),
        columns,
        values,
        new ClassLabels(classes, layout.classNames()),
        Dataset.defaultFeatureNames(columns),
        layout.imageShape());
  }

  private void requireLayout(int count) throws DatasetFormatException {
    String found = count == 1 ? "1 field" : count + " fields";
    int label = layout.labelColumn() + 1;
    if (count < Math.max(2, label)) {
      throw wrong(
          found, "at least %d, with the label in field %d".formatted(Math.max(2, label), label));
    }
    ImageShape image = layout.imageShape();
    if (image != null && image.pixels() != count - 1) {
      throw wrong(
          found,
          "%d, for an image of %d x %d and its label"
              .formatted(image.pixels() + 1, image.height(), image.width()));
    }
  }

  private float number(String text, int field) throws DatasetFormatException {
    float value;
    try {
      value = (float) (decimal(text.strip()) / layout.divisor());
    } catch (NumberFormatException e) {
      throw wrong(quote(text, field), "a finite number");
    }
    if (!Float.isFinite(value)) {
      throw wrong(quote(text, field), "a finite number that a 32-bit float can hold");
    }
    return value;
  }

  /** Stricter than Double.parseDouble, which also takes "NaN", "1f" and hexadecimal numbers. */
  private static double decimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        throw new NumberFormatException();
      }
    }
    return Double.parseDouble(text);
  }

  private int label(String text) throws DatasetFormatException {
    int last = layout.classNames().size() - 1;
    String expected = "a label, a whole number from 0 to " + last;
    try {
      int label = Integer.parseInt(text.strip());
      if (label >= 0 && label <= last) {
        return label;
      }
    } catch (NumberFormatException e) {
      throw wrong(quote(text, layout.labelColumn()), expected);
    }
    throw wrong(quote(text, layout.labelColumn()), expected);
  }

  private String quote(String text, int field) {
    String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
    return "'%s' in field %d of %d".formatted(shown, field + 1, fields);
  }

  private DatasetFormatException wrong(String found, String expected) {
    return new DatasetFormatException(source, line, found, expected);
  }
}
