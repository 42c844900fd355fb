package org.dropoutdistillery.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;

/** Rows of one file as they come, each checked with its line at hand. */
final class CsvRows extends CsvRecords {
  private final TableOptions options;
  private TargetTexts targets;

  CsvRows(String source, TableOptions options, CsvDialect dialect) {
    super(source, dialect);
    this.options = options;
  }

  Dataset toDataset(String name) throws DatasetFormatException {
    int width = columns == null ? 0 : columns.count() - 1;
    float[] values = values(width);
    return new Dataset(
        name,
        rows.size(),
        width,
        values,
        targets.toTargets(),
        columns.featureNames(),
        options.image().orElse(null));
  }

  @Override
  Columns columns(List<String> names, int fields) throws DatasetFormatException {
    if (fields < 2) {
      throw wrong(
          count(fields, "field"),
          "at least 2 in a line, separated by %s: the label and one feature"
              .formatted(dialect.words()));
    }
    Columns found = Columns.of(names, fields, options.label(), source, line);
    targets = new TargetTexts(source, options.target(), found);
    requireImage(fields);
    return found;
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

  @Override
  void addRow(CsvRecord record) throws DatasetFormatException {
    float[] row = new float[columns.count() - 1];
    for (int field = 0, feature = 0; field < columns.count(); field++) {
      String text = record.getField(field);
      boolean isLabel = field == columns.label();
      if (Field.isMissing(text)) {
        missing.add(line, text, columns, field);
      } else if (isLabel) {
        requireRoom(targets.add(text, line));
      } else {
        row[feature] = Field.feature(text, options.divisor(), source, line, columns, field);
      }
      feature += isLabel ? 0 : 1;
    }
    rows.add(row);
  }
}
