package org.dropoutdistillery.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows to predict of one file as they come, each checked with its line at hand. */
final class CsvFeatures implements CsvRecords {
  private final String source;
  private final List<String> featureNames;
  private final double divisor;
  private final CsvDialect dialect;
  private final MissingValues missing = new MissingValues();
  private final List<float[]> rows = new ArrayList<>();
  private Columns columns;
  // [features]: the column of each
  private int[] places;
  private long line;
  private long firstLine;

  /**
   * @param start of the text
   */
  CsvFeatures(String source, List<String> featureNames, double divisor, String start) {
    this.source = source;
    this.featureNames = featureNames;
    this.divisor = divisor;
    dialect = CsvDialect.of(start, featureNames);
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
          record.getFieldCount() + " fields",
          "%d, as in line %d".formatted(columns.count(), firstLine));
    }
    addRow(record);
  }

  FeatureRows toRows() throws DatasetFormatException {
    if (rows.isEmpty()) {
      line = 1;
      throw wrong("no rows", "at least one row of numbers");
    }
    missing.requireNone(source);
    int width = places.length;
    if ((long) rows.size() * width > Integer.MAX_VALUE - 8) {
      throw wrong(
          "the last of %d rows of %d features".formatted(rows.size(), width),
          "at most 2^31 - 9 numbers in all");
    }
    float[] values = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * width, width);
    }
    List<String> ignored = new ArrayList<>(columns.names());
    IntStream.of(places).mapToObj(columns::name).forEach(ignored::remove);
    return new FeatureRows(values, ignored);
  }

  private void begin(CsvRecord record) throws DatasetFormatException {
    firstLine = line;
    List<String> names = dialect.header() ? Columns.named(record.getFields()) : List.of();
    columns = Columns.withoutLabel(names, record.getFieldCount(), source, line);
    places = goByName() ? placesByName() : placesInOrder();
  }

  private boolean goByName() {
    boolean unnamed = featureNames.equals(Dataset.defaultFeatureNames(featureNames.size()));
    return dialect.header() && (!unnamed || columns.names().containsAll(featureNames));
  }

  private int[] placesByName() throws DatasetFormatException {
    List<String> absent =
        featureNames.stream().filter(name -> !columns.names().contains(name)).toList();
    if (!absent.isEmpty()) {
      throw wrong(
          "no column called " + Columns.listed(absent),
          "a column for each of the %d features %s"
              .formatted(featureNames.size(), Columns.listed(featureNames)));
    }
    return featureNames.stream().mapToInt(columns.names()::indexOf).toArray();
  }

  private int[] placesInOrder() throws DatasetFormatException {
    if (columns.count() != featureNames.size()) {
      throw wrong(
          columns.count() + " fields",
          dialect.header()
              ? "%d, since features without names go by their place".formatted(featureNames.size())
              : "%d, the features in their order, or a header with their names"
                  .formatted(featureNames.size()));
    }
    return IntStream.range(0, columns.count()).toArray();
  }

  private void addRow(CsvRecord record) throws DatasetFormatException {
    float[] row = new float[places.length];
    for (int feature = 0; feature < row.length; feature++) {
      String text = record.getField(places[feature]);
      String where = columns.field(places[feature]);
      if (Field.isMissing(text)) {
        missing.add(line, text, where);
      } else {
        row[feature] = Field.feature(text, divisor, source, line, where);
      }
    }
    rows.add(row);
  }

  private DatasetFormatException wrong(String found, String expected) {
    return DatasetFormatException.atLine(source, line, found, expected);
  }
}
