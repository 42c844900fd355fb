package org.dropoutdistillery.store;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    try {
      List<NamedCsvRecord> rows =
          CsvReader.builder().ofNamedCsvRecord(Files.readString(file)).stream().toList();
      boolean numbers = !rows.isEmpty() && rows.get(0).getHeader().contains("standard_rmse");
      String distance = numbers ? "distance_to_mc" : "kl_to_mc";
      List<RecordedGap.Point> points = new ArrayList<>();
      long before = Long.MIN_VALUE;
      for (NamedCsvRecord row : rows) {
        RecordedGap.Point point = point(row, distance);
        if (point.step() < before) {
          throw damaged(row, "step " + point.step() + " after step " + before);
        }
        before = point.step();
        points.add(point);
      }
      return new RecordedGap(numbers, points);
    } catch (NoSuchFileException missing) {
      throw new ModelFormatException(file, "no such file, expected the curves of a run");
    } catch (CharacterCodingException | CsvParseException noTable) {
      throw new ModelFormatException(file, "no table, expected the curves of a run as CSV");
    }
  }

  private RecordedGap.Point point(NamedCsvRecord row, String distance) throws IOException {
    double step = number(row, "step");
    if (!(step >= 0) || step != Math.rint(step)) {
      throw damaged(row, "'step' is " + cell(row, "step") + ", expected a whole number");
    }
    return new RecordedGap.Point(
        (long) step, interval(row, "standard_" + distance), interval(row, "student_" + distance));
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
