package org.dropoutdistillery.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the fields of one file are told apart, and whether its first line names the columns.
 *
 * @param separator between fields
 */
record CsvDialect(char separator, boolean header) {
  private static final char[] SEPARATORS = {',', ';', '\t', '|', ' '};
  private static final int SAMPLE_RECORDS = 50;

  /** Finds out from the start of a file what the options leave open. */
  static CsvDialect of(String sample, TableOptions options) {
    char separator = options.separator().orElseGet(() -> separator(sample));
    boolean header =
        switch (options.header()) {
          case YES -> true;
          case NO -> false;
          case AUTO -> startsWithNames(records(sample, separator), options.label());
        };
    return new CsvDialect(separator, header);
  }

  /** Finds out how a table is written whose columns may be called like these features. */
  static CsvDialect of(String sample, List<String> featureNames) {
    char separator = separator(sample);
    List<CsvRecord> records = records(sample, separator);
    boolean named =
        !records.isEmpty() && Columns.named(records.get(0).getFields()).containsAll(featureNames);
    return new CsvDialect(separator, named || startsWithNames(records, featureNames.get(0)));
  }

  static CsvReaderBuilder reader(char separator) {
    return de.siegmar.fastcsv.reader.CsvReader.builder()
        .fieldSeparator(separator)
        .detectBomHeader(true)
        // Ragged rows are refused by CsvRows, which knows what to say about them.
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
  }

  /** Returns what stands between fields, in words. */
  String words() {
    return switch (separator) {
      case '\t' -> "tabs";
      case ' ' -> "spaces";
      default -> "'" + separator + "'";
    };
  }

  private static char separator(String sample) {
    List<Candidate> candidates = new ArrayList<>();
    for (char separator : SEPARATORS) {
      candidates.add(Candidate.of(separator, records(sample, separator)));
    }
    // The first of equals wins, so that a file of one column is read as comma-separated.
    return candidates.stream()
        .reduce((best, next) -> Candidate.ORDER.compare(next, best) > 0 ? next : best)
        .orElseThrow()
        .separator();
  }

  private static List<CsvRecord> records(String sample, char separator) {
    return records(sample, separator, SAMPLE_RECORDS);
  }

  /** Returns the first records of a text, those before the first that is damaged. */
  static List<CsvRecord> records(String sample, char separator, int most) {
    List<CsvRecord> records = new ArrayList<>();
    try (CloseableIterator<CsvRecord> iterator =
        reader(separator).ofCsvRecord(new StringReader(sample)).iterator()) {
      while (iterator.hasNext() && records.size() < most) {
        records.add(iterator.next());
      }
    } catch (CsvParseException broken) {
      // What came before it is enough to judge by; reading the file says what is wrong with it.
      return records;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return records;
  }

  private static boolean startsWithNames(List<CsvRecord> records, String label) {
    if (records.isEmpty()) {
      return false;
    }
    List<String> first = records.get(0).getFields();
    if (first.contains(label) && Field.number(label).isEmpty()) {
      return true;
    }
    boolean names = first.stream().noneMatch(text -> Field.number(text).isPresent() || isGap(text));
    return names
        && (records.size() == 1
            || records.get(1).getFields().stream()
                .anyMatch(text -> Field.number(text).isPresent()));
  }

  /** A column may be without a name, but is hardly called NA. */
  private static boolean isGap(String text) {
    return Field.isMissing(text) && !text.isBlank();
  }

  /**
   * How well a separator explains the first records.
   *
   * @param agreeing records with as many fields as the first one, if those are two or more
   * @param numbers share of fields that are numbers
   */
  private record Candidate(char separator, int agreeing, double numbers) {
    static final Comparator<Candidate> ORDER =
        Comparator.comparingInt(Candidate::agreeing).thenComparingDouble(Candidate::numbers);

    static Candidate of(char separator, List<CsvRecord> records) {
      int fields = records.isEmpty() ? 0 : records.get(0).getFieldCount();
      int agreeing = 0;
      long all = 0;
      long numbers = 0;
      for (CsvRecord record : records) {
        agreeing += fields > 1 && record.getFieldCount() == fields ? 1 : 0;
        all += record.getFieldCount();
        numbers += record.getFields().stream().filter(text -> isNumber(text, separator)).count();
      }
      return new Candidate(separator, agreeing, all == 0 ? 0 : (double) numbers / all);
    }

    // A decimal comma is refused later, with a better message than two halves of a number get.
    private static boolean isNumber(String text, char separator) {
      String decimal = separator == ',' ? text : text.replace(',', '.');
      return Field.number(decimal).isPresent();
    }
  }
}
