package org.dropoutdistillery.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes data sets of NumPy's files. */
final class NpyTables {
  private static final Set<String> FEATURES = Set.of("x", "X", "data");
  private static final Set<String> TARGETS = Set.of("y", "Y", "target");
  private static final int MOST_CLASSES = TargetKind.Detected.MOST_CLASSES;

  private NpyTables() {}

  /**
   * Reads a {@code .npz} file with the features in an array called x, X or data, [rows, features]
   * or [rows, height, width], and what to predict in one called y, Y or target, [rows] or [rows,
   * 1].
   *
   * @param kind of what to predict; where it is to be found out, classes if the array holds whole
   *     numbers by its type, else responses
   * @throws ArrayFormatException if the file is damaged or its arrays do not fit
   */
  static Dataset readNpz(String name, Path file, TargetKind kind) throws IOException {
    String source = file.toString();
    Map<String, NpyArray> arrays = Npz.read(file);
    String x = one(arrays, FEATURES, "features", source);
    String y = one(arrays, TARGETS, "what to predict", source);
    int[] shape = arrays.get(x).shape();
    if (shape.length < 2 || shape.length > 3 || arrays.get(x).size() == 0) {
      throw new ArrayFormatException(
          source, x, arrays.get(x).toString(), "[rows, features] or [rows, height, width]");
    }
    requireTargets(arrays.get(y), shape[0], source, y);
    int features = arrays.get(x).size() / shape[0];
    requireRoom(shape[0], features, source, x);
    NpyTable table = new NpyTable(arrays.get(x), features, source, x);
    ImageShape image = shape.length == 3 ? new ImageShape(shape[1], shape[2]) : null;
    Targets targets = targets(new NpyTable(arrays.get(y), 1, source, y), 0, y, kind);
    return new Dataset(
        name,
        shape[0],
        features,
        table.without(features),
        targets,
        Dataset.defaultFeatureNames(features),
        image);
  }

  /**
   * Reads a {@code .npy} file of shape [rows, columns], one column of which is to be predicted.
   *
   * @param label index of that column from 0, or from the end with −1 for the last
   * @param kind of what to predict; where it is to be found out, classes if the values are whole
   *     numbers and at most {@link TargetKind.Detected#MOST_CLASSES} different ones, else responses
   * @throws ArrayFormatException if the file is damaged or no such table
   * @throws DataRequestException if there is no such column
   */
  static Dataset readNpy(String name, Path file, String label, TargetKind kind) throws IOException {
    String source = file.toString();
    NpyArray array = Npy.read(file);
    int[] shape = array.shape();
    if (shape.length != 2 || shape[0] < 1 || shape[1] < 2) {
      throw new ArrayFormatException(
          source, null, array.toString(), "[rows, columns] with a label and a feature at least");
    }
    requireRoom(shape[0], shape[1], source, null);
    int column = Columns.of(List.of(), shape[1], label, source, 1).label();
    NpyTable table = new NpyTable(array, shape[1], source, null);
    return Dataset.table(
        name,
        shape[1] - 1,
        table.without(column),
        targets(table, column, "column " + column, kind));
  }

  /**
   * Reads rows of features and nothing else: a {@code .npy} file, [rows, features] or [rows,
   * height, width], or the array called x, X or data of a {@code .npz} file.
   *
   * @param image lines and columns of the rows; null where they are not known
   * @return [rows, features], flattened
   * @throws ArrayFormatException if the file is damaged or holds other rows
   */
  static float[] readFeatures(Path file, boolean npz, int features, ImageShape image)
      throws IOException {
    String source = file.toString();
    Map<String, NpyArray> arrays = npz ? Npz.read(file) : Map.of("", Npy.read(file));
    String x = npz ? one(arrays, FEATURES, "features", source) : null;
    NpyArray array = arrays.get(npz ? x : "");
    int[] shape = array.shape();
    boolean fits =
        (shape.length == 2 || shape.length == 3)
            && array.size() > 0
            && array.size() / shape[0] == features;
    if (!fits) {
      throw new ArrayFormatException(
          source, x, array.toString(), "[rows, %d], the features of the run".formatted(features));
    }
    if (image != null && shape.length == 3 && !image.equals(new ImageShape(shape[1], shape[2]))) {
      throw new ArrayFormatException(
          source,
          x,
          array.toString(),
          "[rows, %d, %d], images of the run's size".formatted(image.height(), image.width()));
    }
    requireRoom(shape[0], features, source, x);
    return new NpyTable(array, features, source, x).without(features);
  }

  /** Small numbers in the file become floats, and features get names. */
  private static void requireRoom(int rows, int features, String source, String name)
      throws ArrayFormatException {
    if (!Room.hasTable(rows, features)) {
      throw new ArrayFormatException(
          source,
          name,
          "a table that needs " + Room.megabytes(Room.tableBytes(rows, features)),
          Room.expectedOfTable());
    }
  }

  private static String one(
      Map<String, NpyArray> arrays, Set<String> names, String what, String source)
      throws ArrayFormatException {
    List<String> found = arrays.keySet().stream().filter(names::contains).toList();
    if (found.size() != 1) {
      throw new ArrayFormatException(
          source,
          null,
          "the arrays " + String.join(", ", arrays.keySet()),
          "one for %s, called %s"
              .formatted(what, String.join(" or ", names.stream().sorted().toList())));
    }
    return found.get(0);
  }

  private static void requireTargets(NpyArray array, int rows, String source, String name)
      throws ArrayFormatException {
    int[] shape = array.shape();
    boolean column = shape.length == 1 || (shape.length == 2 && shape[1] == 1);
    if (!column || shape[0] != rows) {
      throw new ArrayFormatException(
          source, name, array.toString(), "[%d], one for each row of features".formatted(rows));
    }
  }

  private static Targets targets(NpyTable table, int column, String name, TargetKind kind)
      throws IOException {
    boolean classes =
        kind instanceof TargetKind.Classes
            || (kind instanceof TargetKind.Detected && lookLikeClasses(table, column));
    return classes
        ? ClassNumbers.of(table.wholeNumbers(column), table.source())
        : new Responses(table.column(column), name);
  }

  private static boolean lookLikeClasses(NpyTable table, int column) {
    if (table.width() == 1) {
      return table.array().isOfIntegers();
    }
    Set<Double> different = new HashSet<>();
    for (int row = 0; row < table.rows() && different.size() <= MOST_CLASSES; row++) {
      double number = table.number(row, column);
      if (number != (long) number) {
        return false;
      }
      different.add(number);
    }
    return different.size() <= MOST_CLASSES;
  }
}
