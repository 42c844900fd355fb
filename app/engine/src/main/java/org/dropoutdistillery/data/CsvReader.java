package org.dropoutdistillery.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads comma-separated numbers (RFC 4180, UTF-8, no header), one column of which is the label;
 * plain or gzip, which is told by the first two bytes and not by the file's name. Blank lines are
 * left out.
 */
public final class CsvReader implements DatasetReader {
  /**
   * Reads a file.
   *
   * @throws DatasetFormatException if the file does not hold what {@code layout} says
   * @throws IOException if the file cannot be read
   */
  public Dataset read(String name, Path file, TableLayout layout) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(name, in, file.toString(), layout);
    }
  }

  @Override
  public Dataset read(String name, InputStream in, String source, TableLayout layout)
      throws IOException {
    CsvRows rows = new CsvRows(source, layout);
    try (CloseableIterator<CsvRecord> records = records(unzipped(in))) {
      while (records.hasNext()) {
        rows.add(records.next());
      }
    } catch (CsvParseException e) {
      throw damaged(source, rows.nextLine(), e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw cause(source, rows.nextLine(), e.getCause());
    } catch (ZipException | EOFException e) {
      throw cause(source, rows.nextLine(), e);
    }
    return rows.toDataset(name);
  }

  private static CloseableIterator<CsvRecord> records(InputStream in) {
    return de.siegmar.fastcsv.reader.CsvReader.builder()
        .detectBomHeader(true)
        // Ragged rows are refused by CsvRows, which knows what to say about them.
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(in, StandardCharsets.UTF_8)
        .iterator();
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered) : buffered;
  }

  private static IOException cause(String source, long line, IOException e) {
    boolean damaged = e instanceof ZipException || e instanceof EOFException;
    return damaged ? damaged(source, line, "a damaged gzip file: " + e.getMessage(), e) : e;
  }

  private static DatasetFormatException damaged(
      String source, long line, String found, Exception cause) {
    DatasetFormatException exception =
        new DatasetFormatException(
            source, line, found, "comma-separated numbers; get the file again or correct it");
    exception.initCause(cause);
    return exception;
  }
}
