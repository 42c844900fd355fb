package org.dropoutdistillery.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Reads a table of text (RFC 4180, UTF-8), one column of which is the label and the others numbers;
 * plain or gzip. Blank lines are left out.
 */
public final class CsvReader {
  private static final int SAMPLE = 1 << 16;

  /**
   * Reads a file.
   *
   * @throws DatasetFormatException if the file does not hold what the options say
   * @throws DataRequestException if there is no column of the label's name or index
   * @throws IOException if the file cannot be read
   */
  public Dataset read(String name, Path file, TableOptions options) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(name, in, file.toString(), options);
    }
  }

  /**
   * Reads a whole data set. The caller closes the stream.
   *
   * @param name name of the data set
   * @param in bytes of the file
   * @param source its path or resource name, for messages
   * @throws DatasetFormatException if the file does not hold what the options say
   * @throws DataRequestException if there is no column of the label's name or index
   * @throws IOException if the file cannot be read
   */
  public Dataset read(String name, InputStream in, String source, TableOptions options)
      throws IOException {
    return read(in, source, start -> new CsvRows(source, options, CsvDialect.of(start, options)))
        .toDataset(name);
  }

  /**
   * Lets somebody see every record of a text, plain or gzip.
   *
   * @param toRows makes that somebody, from the start of the text
   */
  static <R extends CsvRecords> R read(InputStream in, String source, Function<String, R> toRows)
      throws IOException {
    BufferedInputStream text = new BufferedInputStream(Gzip.unpacked(in), SAMPLE);
    R rows = toRows.apply(sample(text));
    try (CloseableIterator<CsvRecord> records =
        CsvDialect.reader(rows.dialect().separator())
            .ofCsvRecord(text, StandardCharsets.UTF_8)
            .iterator()) {
      while (records.hasNext()) {
        rows.add(records.next());
      }
    } catch (CsvParseException e) {
      throw damaged(source, rows.nextLine(), e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw cause(source, rows.nextLine(), e.getCause());
    } catch (IOException e) {
      throw cause(source, rows.nextLine(), e);
    }
    return rows;
  }

  /** Returns the first lines of a text, plain or gzip. */
  static String start(InputStream in) throws IOException {
    return sample(new BufferedInputStream(Gzip.unpacked(in), SAMPLE));
  }

  /** Returns the start of a text, and leaves the stream where it was. */
  private static String sample(BufferedInputStream text) throws IOException {
    text.mark(SAMPLE);
    byte[] bytes = new byte[SAMPLE];
    int count = 0;
    try {
      for (int more = 0;
          more >= 0 && count < SAMPLE;
          more = text.read(bytes, count, SAMPLE - count)) {
        count += more;
      }
    } catch (IOException damaged) {
      // Reading the rows finds the damage again and says in which line.
      if (!Gzip.isDamage(damaged)) {
        throw damaged;
      }
    }
    text.reset();
    return wholeLines(new String(bytes, 0, count, StandardCharsets.UTF_8), count == SAMPLE);
  }

  private static String wholeLines(String sample, boolean cut) {
    String text = sample.startsWith("\uFEFF") ? sample.substring(1) : sample;
    int end = text.lastIndexOf('\n');
    return cut && end > 0 ? text.substring(0, end) : text;
  }

  private static IOException cause(String source, long line, IOException e) {
    return Gzip.isDamage(e)
        ? damaged(source, line, "a damaged gzip file: " + e.getMessage(), e)
        : e;
  }

  private static DatasetFormatException damaged(
      String source, long line, String found, Exception cause) {
    DatasetFormatException exception =
        DatasetFormatException.atLine(
            source, line, found, "separated fields; get the file again or correct it");
    exception.initCause(cause);
    return exception;
  }
}
