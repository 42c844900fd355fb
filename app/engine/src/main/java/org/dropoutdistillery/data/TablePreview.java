package org.dropoutdistillery.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The start of a file of one's own, for a person to look at before it is read. Only the start is
 * read, so what is wrong further down is not found here.
 *
 * @param file the file
 * @param format what it is, in words, with what was found out about it
 * @param needsLabel whether the column to predict must be named, see {@link DatasetFile#read}
 * @param columns [columns]: names; of columns without, their places
 * @param rows [some rows, columns]: the first rows as texts; not every row of a damaged table has
 *     all columns
 */
public record TablePreview(
    Path file, String format, boolean needsLabel, List<String> columns, List<List<String>> rows) {
  private static final int MOST_ROWS = 200;
  private static final int MOST_COLUMNS = 2_000;
  private static final List<String> ARRAY_COLUMNS = List.of("array", "holds");

  public TablePreview {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * Reads the start of a file.
   *
   * @throws DatasetFormatException if it is empty, or a damaged table or IDX file
   * @throws ArrayFormatException if it is a damaged file of NumPy
   * @throws IOException if it cannot be read
   */
  public static TablePreview of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(file + ": no such file, expected a table, IDX, .npy or .npz");
    }
    return switch (DatasetFile.format(file)) {
      case NPZ -> npz(file);
      case NPY -> npy(file);
      case IDX -> idx(file);
      case TEXT -> text(file);
    };
  }

  private static TablePreview text(Path file) throws IOException {
    String sample;
    try (InputStream in = Files.newInputStream(file)) {
      sample = CsvReader.start(in);
    }
    CsvDialect dialect = CsvDialect.of(sample, TableOptions.detecting("-1"));
    List<CsvRecord> records = CsvDialect.records(sample, dialect.separator(), MOST_ROWS + 1);
    if (records.isEmpty()) {
      throw DatasetFormatException.atLine(
          file.toString(), 1, "no rows", "at least one row of numbers");
    }
    int count = records.get(0).getFieldCount();
    if (count < 2) {
      throw DatasetFormatException.atLine(
          file.toString(), 1, "1 field", "at least 2 in a line: the label and one feature");
    }
    List<String> names =
        dialect.header()
            ? Columns.named(records.get(0).getFields())
            : IntStream.range(0, count).mapToObj(i -> "column " + (i + 1)).toList();
    List<List<String>> rows =
        records.stream().skip(dialect.header() ? 1 : 0).map(CsvRecord::getFields).toList();
    String format =
        "A table of %d columns, separated by %s, %s"
            .formatted(
                count,
                dialect.words(),
                dialect.header()
                    ? "with their names in the first line"
                    : "without a line of names");
    return new TablePreview(file, format, true, names, rows);
  }

  private static TablePreview npy(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      NpyHeader header = new NpyReader(in, Long.MAX_VALUE, file.toString(), null).header();
      int[] shape = header.shape();
      if (shape.length != 2 || shape[0] < 1 || shape[1] < 2 || shape[1] > MOST_COLUMNS) {
        throw new ArrayFormatException(
            file.toString(),
            null,
            header.toString(),
            "[rows, columns] with a label and a feature at least");
      }
      int rows = Math.min(MOST_ROWS, shape[0]);
      byte[] bytes = in.readNBytes(rows * shape[1] * header.type().bytes());
      int whole = bytes.length / (shape[1] * header.type().bytes());
      NpyArray array =
          new NpyArray(
              header.type(),
              new int[] {whole, shape[1]},
              Arrays.copyOf(bytes, whole * shape[1] * header.type().bytes()));
      List<List<String>> texts = new ArrayList<>();
      for (int row = 0; row < whole; row++) {
        int first = row * shape[1];
        texts.add(
            IntStream.range(first, first + shape[1])
                .mapToObj(i -> number(array.number(i)))
                .toList());
      }
      List<String> names = IntStream.range(0, shape[1]).mapToObj(i -> "column " + (i + 1)).toList();
      return new TablePreview(file, "A NumPy array, " + header, true, names, texts);
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static TablePreview npz(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    Npz.headers(file, MOST_ROWS)
        .forEach((name, header) -> rows.add(List.of(name, header.toString())));
    return new TablePreview(
        file, "NumPy arrays: x holds the features, y what to predict", false, ARRAY_COLUMNS, rows);
  }

  private static TablePreview idx(Path file) throws IOException {
    try (IdxStream idx = IdxStream.open(ByteSource.of(file))) {
      List<String> sizes = Arrays.stream(idx.shape()).mapToObj(Integer::toString).toList();
      return new TablePreview(
          file,
          "An IDX file of images; their labels lie in a file beside it",
          false,
          ARRAY_COLUMNS,
          List.of(List.of(file.getFileName().toString(), String.join(" × ", sizes))));
    }
  }

  /**
   * Guesses from the rows that were read whether a column holds classes or numbers, as reading the
   * whole file does.
   *
   * @param column from 0
   */
  public Task guess(int column) {
    Set<String> different = new HashSet<>();
    boolean whole = true;
    for (List<String> row : rows) {
      if (column >= row.size() || Field.isMissing(row.get(column))) {
        continue;
      }
      String text = row.get(column);
      if (Field.number(text).isEmpty()) {
        return Task.CLASSES;
      }
      double number = Field.number(text).getAsDouble();
      whole &= number == Math.rint(number);
      different.add(text.strip());
    }
    return whole && different.size() <= TargetKind.Detected.MOST_CLASSES
        ? Task.CLASSES
        : Task.NUMBERS;
  }
}
