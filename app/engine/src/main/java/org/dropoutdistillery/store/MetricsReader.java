package org.dropoutdistillery.store;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.dropoutdistillery.data.TextFile;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.run.RecordedGap;

/** Reads from {@code metrics.csv}, as {@link MetricsCsv} writes it, the distances from MC. */
public final class MetricsReader {
  private final Path file;

  private MetricsReader(Path file) {
    this.file = file;
  }

  /**
   * Reads the distances of a run.
   *
   * @param folder of the run
   * @throws ModelFormatException naming the line that is damaged
   * @throws IOException if there is no such file, or it cannot be read
   */
  public static RecordedGap read(Path folder) throws IOException {
    return new MetricsReader(folder.resolve("metrics.csv")).read();
  }

  private RecordedGap read() throws IOException {
    try (BufferedReader text = TextFile.open(file, "the curves of a run");
        CloseableIterator<NamedCsvRecord> rows =
            CsvReader.builder().ofNamedCsvRecord(text).iterator()) {
      return read(rows);
    } catch (NoSuchFileException missing) {
      throw new ModelFormatException(file, "no such file, expected the curves of a run");
    } catch (CharacterCodingException | CsvParseException noTable) {
      throw noTable();
    } catch (UncheckedIOException unreadable) {
      if (unreadable.getCause() instanceof CharacterCodingException) {
        throw noTable();
      }
      throw unreadable.getCause();
    }
  }

  private RecordedGap read(Iterator<NamedCsvRecord> rows) throws IOException {
    List<RecordedGap.Point> points = new ArrayList<>();
    boolean numbers = false;
    long before = Long.MIN_VALUE;
    while (rows.hasNext()) {
      NamedCsvRecord row = rows.next();
      numbers = row.getHeader().contains("standard_rmse");
      RecordedGap.Point point = point(row, numbers ? "distance_to_mc" : "kl_to_mc");
      if (point.step() < before) {
        throw damaged(row, "step " + point.step() + " after step " + before);
      }
      before = point.step();
      points.add(point);
    }
    return new RecordedGap(numbers, points);
  }

  private ModelFormatException noTable() {
    return new ModelFormatException(file, "no table, expected the curves of a run as CSV");
  }

  private RecordedGap.Point point(NamedCsvRecord row, String distance) throws IOException {
    return new RecordedGap.Point(
        step(row), interval(row, "standard_" + distance), interval(row, "student_" + distance));
  }

  private long step(NamedCsvRecord row) throws IOException {
    String cell = cell(row, "step");
    try {
      long step = Long.parseLong(cell);
      if (step >= 0) {
        return step;
      }
    } catch (NumberFormatException other) {
      // Said below.
    }
    throw damaged(row, "'step' is " + cell + ", expected a whole number");
  }

  private Interval interval(NamedCsvRecord row, String name) throws IOException {
    return cell(row, name).isEmpty()
        ? null
        : new Interval(number(row, name), number(row, name + "_low"), number(row, name + "_high"));
  }

  private double number(NamedCsvRecord row, String name) throws IOException {
    String cell = cell(row, name);
    try {
      return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    } catch (NumberFormatException other) {
      throw damaged(row, "'" + name + "' is " + cell + ", expected a number");
    }
  }

  private String cell(NamedCsvRecord row, String name) throws IOException {
    String cell = row.findField(name).orElse(null);
    if (cell == null) {
      throw damaged(row, "no column '" + name + "'");
    }
    return cell;
  }

  private ModelFormatException damaged(NamedCsvRecord row, String problem) {
    return new ModelFormatException(
        file, "line %d: %s".formatted(row.getStartingLineNumber(), problem));
  }
}
