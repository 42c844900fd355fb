package org.dropoutdistillery.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;

/** Rows of one file as they come, each checked with its line at hand. */
final class CsvRows implements CsvRecords {
  private final String source;
  private final TableOptions options;
  private final CsvDialect dialect;
  private final MissingValues missing = new MissingValues();
  private final List<float[]> features = new ArrayList<>();
  private Columns columns;
  private TargetTexts targets;
  private long line;
  private long firstLine;

  CsvRows(String source, TableOptions options, CsvDialect dialect) {
    this.source = source;
    this.options = options;
    this.dialect = dialect;
  }

  @Override
  public CsvDialect dialect() {
    return dialect;
  }

  @Override
  public long nextLine() {
    return line + 1;
  }

  @Override
  public void add(CsvRecord record) throws DatasetFormatException {
    line = record.getStartingLineNumber();
    if (columns == null) {
      begin(record);
      if (dialect.header()) {
        return;
      }
    } else if (record.getFieldCount() != columns.count()) {
      throw wrong(
          count(record.getFieldCount(), "field"),
          "%d, as in line %d".formatted(columns.count(), firstLine));
    }
    addRow(record);
  }

  Dataset toDataset(String name) throws DatasetFormatException {
    if (features.isEmpty()) {
      line = 1;
      throw wrong("no rows", "at least one row of numbers");
    }
    missing.requireNone(source);
    int width = columns.count() - 1;
    if ((long) features.size() * width > Integer.MAX_VALUE - 8) {
      throw wrong(
          "the last of %d rows of %d features".formatted(features.size(), width),
          "at most 2^31 - 9 numbers in all");
    }
    float[] values = new float[features.size() * width];
    for (int i = 0; i < features.size(); i++) {
      System.arraycopy(features.get(i), 0, values, i * width, width);
    }
    return new Dataset(
        name,
        features.size(),
        width,
        values,
        targets.toTargets(),
        columns.featureNames(),
        options.image().orElse(null));
  }

  private void begin(CsvRecord record) throws DatasetFormatException {
    firstLine = line;
    int fields = record.getFieldCount();
    if (fields < 2) {
      throw wrong(
          count(fields, "field"),
          "at least 2 in a line, separated by %s: the label and one feature"
              .formatted(named(dialect.separator())));
    }
    List<String> names = dialect.header() ? Columns.named(record.getFields()) : List.of();
    columns = Columns.of(names, fields, options.label(), source, line);
    targets = new TargetTexts(source, options.target(), columns);
    requireImage(fields);
  }

  private void requireImage(int fields) throws DatasetFormatException {
    ImageShape image = options.image().orElse(null);
    if (image != null && image.pixels() != fields - 1) {
      throw wrong(
          count(fields, "field"),
          "%d, for an image of %d x %d and its label"
              .formatted(image.pixels() + 1, image.height(), image.width()));
    }
  }

  private void addRow(CsvRecord record) throws DatasetFormatException {
    float[] row = new float[columns.count() - 1];
    for (int field = 0, feature = 0; field < columns.count(); field++) {
      String text = record.getField(field);
      boolean isLabel = field == columns.label();
      if (Field.isMissing(text)) {
        missing.add(line, text, columns.field(field));
      } else if (isLabel) {
        targets.add(text, line);
      } else {
        row[feature] = Field.feature(text, options.divisor(), source, line, columns.field(field));
      }
      feature += isLabel ? 0 : 1;
    }
    features.add(row);
  }

  private static String named(char separator) {
    return switch (separator) {
      case '\t' -> "tabs";
      case ' ' -> "spaces";
      default -> "'" + separator + "'";
    };
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private DatasetFormatException wrong(String found, String expected) {
    return DatasetFormatException.atLine(source, line, found, expected);
  }
}
