package org.dropoutdistillery.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows to predict of one file as they come, each checked with its line at hand. */
final class CsvFeatures extends CsvRecords {
  private final List<String> featureNames;
  private final double divisor;
  // [features]: the column of each
  private int[] places;

  /**
   * @param start of the text
   */
  CsvFeatures(String source, List<String> featureNames, double divisor, String start) {
    super(source, CsvDialect.of(start, featureNames));
    this.featureNames = featureNames;
    this.divisor = divisor;
  }

  FeatureRows toRows() throws DatasetFormatException {
    float[] values = values(featureNames.size());
    List<String> ignored = new ArrayList<>(columns.names());
    IntStream.of(places).mapToObj(columns::name).forEach(ignored::remove);
    return new FeatureRows(values, ignored);
  }

  @Override
  Columns columns(List<String> names, int fields) throws DatasetFormatException {
    Columns found = Columns.withoutLabel(names, fields, source, line);
    places = goByName(found) ? placesByName(found) : placesInOrder(found);
    return found;
  }

  private boolean goByName(Columns found) {
    boolean unnamed = featureNames.equals(Dataset.defaultFeatureNames(featureNames.size()));
    return dialect.header() && (!unnamed || found.names().containsAll(featureNames));
  }

  private int[] placesByName(Columns found) throws DatasetFormatException {
    List<String> absent =
        featureNames.stream().filter(name -> !found.names().contains(name)).toList();
    if (!absent.isEmpty()) {
      throw wrong(
          "no column called " + Columns.listed(absent),
          "a column for each of the %d features %s"
              .formatted(featureNames.size(), Columns.listed(featureNames)));
    }
    return featureNames.stream().mapToInt(found.names()::indexOf).toArray();
  }

  private int[] placesInOrder(Columns found) throws DatasetFormatException {
    if (found.count() != featureNames.size()) {
      throw wrong(
          count(found.count(), "field"),
          dialect.header()
              ? "%d, since features without names go by their place".formatted(featureNames.size())
              : "%d, the features in their order, or a header with their names"
                  .formatted(featureNames.size()));
    }
    return IntStream.range(0, found.count()).toArray();
  }

  @Override
  void addRow(CsvRecord record) throws DatasetFormatException {
    float[] row = new float[places.length];
    for (int feature = 0; feature < row.length; feature++) {
      String text = record.getField(places[feature]);
      if (Field.isMissing(text)) {
        missing.add(line, text, columns, places[feature]);
      } else {
        row[feature] = Field.feature(text, divisor, source, line, columns, places[feature]);
      }
    }
    rows.add(row);
  }
}
