package org.dropoutdistillery.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file with data of one's own. What it is is told by its first bytes and not by its name: a table
 * of text ({@link CsvReader}), images in the IDX format with their labels beside them, or NumPy's
 * {@code .npy} or {@code .npz}.
 */
public final class DatasetFile {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final int HIGHEST_IDX_TYPE = 0x0E;
  private static final double LEVELS = 255;

  private DatasetFile() {}

  /** Reads a file and finds from its values whether classes or numbers are predicted. */
  public static Dataset read(Path file, Optional<String> label) throws IOException {
    return read(file, label, null);
  }

  /**
   * Reads a file.
   *
   * @param label the column to predict: its name, or its index from 0, or from the end with −1 for
   *     the last; empty for formats that keep what to predict apart (IDX, {@code .npz})
   * @param task what is predicted; null: found from the values, and for IDX, which holds classes
   * @throws DatasetFormatException if a table or an IDX file is damaged or not as expected
   * @throws ArrayFormatException if NumPy's file is
   * @throws DataRequestException if there is no such column, or a label or task is missing or too
   *     much
   * @throws IOException if the file cannot be read
   */
  public static Dataset read(Path file, Optional<String> label, Task task) throws IOException {
    String name = name(file);
    byte[] start = start(file);
    Dataset dataset;
    if (startsWith(start, ZIP)) {
      requireNone("label", label, file, "its arrays are told by their names");
      dataset = NpyTables.readNpz(name, file, Task.kind(task));
    } else if (startsWith(start, Npy.MAGIC)) {
      dataset = NpyTables.readNpy(name, file, requireLabel(label, file), Task.kind(task));
    } else if (isIdx(start)) {
      requireNone("label", label, file, "its labels are in a file of their own");
      requireNone("task", Optional.ofNullable(task), file, "its labels are classes");
      dataset = readIdx(name, file);
    } else {
      TableOptions options =
          TableOptions.detecting(requireLabel(label, file)).withTarget(Task.kind(task));
      dataset = new CsvReader().read(name, file, options);
    }
    return requireTwoRows(dataset, file);
  }

  /**
   * Reads rows to predict, which do not say what to predict.
   *
   * @param featureNames [features]: what a table's header calls the features, in any order and
   *     between other columns, which are left out; without a header they go by their place
   * @param image lines and columns of the rows, which a file of images must have; null where the
   *     rows are not images
   * @param divisor features are divided by this number
   * @throws DatasetFormatException if a table or an IDX file is damaged or holds other features
   * @throws ArrayFormatException if NumPy's file does
   * @throws IOException if the file cannot be read
   */
  public static FeatureRows readFeatures(
      Path file, List<String> featureNames, ImageShape image, double divisor) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(file + ": no such file, expected rows to predict");
    }
    byte[] start = start(file);
    int features = featureNames.size();
    if (isIdx(start)) {
      return new FeatureRows(
          new IdxReader(divisor).readImages(ByteSource.of(file), features, image), List.of());
    }
    boolean npz = startsWith(start, ZIP);
    if (npz || startsWith(start, Npy.MAGIC)) {
      float[] values = NpyTables.readFeatures(file, npz, features, image);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] / divisor);
      }
      return new FeatureRows(values, List.of());
    }
    try (InputStream in = Files.newInputStream(file)) {
      String source = file.toString();
      return CsvReader.read(
              in, source, text -> new CsvFeatures(source, featureNames, divisor, text))
          .toRows();
    }
  }

  /**
   * Returns what the values of a file are divided by when they are read as a data set.
   *
   * @throws IOException if the file cannot be read
   */
  static double divisor(Path file) throws IOException {
    return isIdx(start(file)) ? LEVELS : 1;
  }

  /** The formats that are told apart. */
  enum Format {
    TEXT,
    IDX,
    NPY,
    NPZ
  }

  /**
   * Tells by its first bytes what a file is.
   *
   * @throws IOException if the file cannot be read
   */
  static Format format(Path file) throws IOException {
    byte[] start = start(file);
    if (startsWith(start, ZIP)) {
      return Format.NPZ;
    }
    if (startsWith(start, Npy.MAGIC)) {
      return Format.NPY;
    }
    return isIdx(start) ? Format.IDX : Format.TEXT;
  }

  private static boolean isIdx(byte[] start) {
    return start.length > 2 && start[0] == 0 && start[1] == 0 && start[2] <= HIGHEST_IDX_TYPE;
  }

  private static Dataset readIdx(String name, Path images) throws IOException {
    IdxReader.Part part =
        new IdxReader.Part(ByteSource.of(images), ByteSource.of(labelsBeside(images)));
    return new IdxReader(LEVELS).read(name, List.of(part), List.of());
  }

  /** Finds the labels of images called as MNIST's are, such as train-images-idx3-ubyte.gz. */
  private static Path labelsBeside(Path images) {
    String name = images.getFileName().toString();
    String labels = name.replace("images", "labels").replaceAll("idx[23]", "idx1");
    String other =
        labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels + ".gz";
    for (String candidate : List.of(labels, other)) {
      Path beside = images.resolveSibling(candidate);
      if (!candidate.equals(name) && Files.isRegularFile(beside)) {
        return beside;
      }
    }
    throw new DataRequestException(
        "dataset",
        '"' + images.toString() + '"',
        "an images' file such as train-images-idx3-ubyte.gz, and beside it the labels' file "
            + (labels.equals(name) ? "train-labels-idx1-ubyte.gz" : labels));
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Gzip.unpacked(Files.newInputStream(file))) {
      return in.readNBytes(Npy.MAGIC.length);
    } catch (IOException e) {
      if (Gzip.isDamage(e)) {
        throw DatasetFormatException.ofFile(
            file.toString(), "a damaged gzip file", "a whole one; get it again");
      }
      throw e;
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private static String requireLabel(Optional<String> label, Path file) {
    return label.orElseThrow(
        () ->
            new DataRequestException(
                "label",
                "null",
                "the name or index of the column of %s to predict, such as -1 for the last"
                    .formatted(file)));
  }

  private static void requireNone(String key, Optional<?> value, Path file, String reason) {
    if (value.isPresent()) {
      throw new DataRequestException(
          key, DataRequestException.shown(value.get()), "null for %s: %s".formatted(file, reason));
    }
  }

  private static Dataset requireTwoRows(Dataset dataset, Path file) throws DatasetFormatException {
    if (dataset.rows() < 2) {
      throw DatasetFormatException.ofFile(
          file.toString(), "one row", "rows to train on and rows to test with");
    }
    return dataset;
  }

  /** Returns the file's name without what follows its first dot. */
  private static String name(Path file) {
    String name = file.getFileName().toString();
    int dot = name.indexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
