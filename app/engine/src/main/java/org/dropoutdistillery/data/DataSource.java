package org.dropoutdistillery.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Gives a run its data, from the catalog or from a file. */
public final class DataSource {
  /** Draws the test rows of files, so that they are the same for every seed. */
  static final long FIXED_TEST_SEED = 0;

  private final DatasetCatalog catalog;

  public DataSource(DatasetCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Reads or draws a data set, tells its parts apart and fits the standardizer.
   *
   * @param seed of generated rows and of the validation rows
   * @throws DataRequestException if the request does not fit the data; the message starts with the
   *     key at fault
   * @throws DatasetFormatException if a file does not hold what it should
   * @throws ArrayFormatException if one of NumPy's files does not
   * @throws IOException if a file cannot be read
   * @throws UncheckedIOException if the installation is damaged
   */
  public LoadedData load(DataRequest request, long seed) throws IOException {
    boolean known = catalog.names().contains(request.dataset());
    Dataset dataset = known ? fromCatalog(request, seed) : fromFile(request);
    TestRows test =
        known
            ? catalog.describe(request.dataset()).test(seed)
            : new TestRows.Drawn(request.testFraction(), FIXED_TEST_SEED);
    Split split = split(request, dataset, test, seed);
    Optional<Standardizer> standardizer =
        request.standardise()
            ? Optional.of(Standardizer.fit(dataset, split.train()))
            : Optional.empty();
    StandardisedRange range = new StandardisedRange(request);
    standardizer.ifPresent(fitted -> range.requireFeatures(dataset, fitted));
    if (dataset.isRegression()) {
      range.requireResponses(dataset, ResponseStandardizer.fit(dataset, split.train()));
    }
    return new LoadedData(dataset, split, standardizer);
  }

  /**
   * Returns what the values of a data set's source are divided by on their way into it.
   *
   * @throws IOException if a file cannot be read
   */
  public double divisor(DataRequest request) throws IOException {
    String name = request.dataset();
    return catalog.names().contains(name)
        ? catalog.describe(name).content().divisor()
        : DatasetFile.divisor(file(name));
  }

  private Dataset fromCatalog(DataRequest request, long seed) {
    String name = request.dataset();
    requireNull("label", request.label(), "'" + name + "' knows what to predict");
    requireNull("task", request.task(), "'" + name + "' knows what to predict");
    requireNull("testFraction", request.testFraction(), "'" + name + "' knows its test rows");
    DatasetDescription description = catalog.describe(name);
    if (description.content() instanceof DatasetContent.Generated generated) {
      int rows = request.rows() == null ? description.rows() : request.rows();
      double noise = request.noise() == null ? generated.noise() : request.noise();
      return generated.generator().draw(name, rows, noise, seed);
    }
    requireNotGenerated(request);
    return catalog.load(name);
  }

  private Dataset fromFile(DataRequest request) throws IOException {
    Path file = file(request.dataset());
    requireNotGenerated(request);
    if (request.testFraction() == null) {
      throw new DataRequestException(
          "testFraction",
          "null",
          "a number in (0, 1): a file does not say which rows are for the test");
    }
    return DatasetFile.read(file, Optional.ofNullable(request.label()), request.task());
  }

  private Path file(String dataset) {
    try {
      Path file = Path.of(dataset);
      if (Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw noSuchData(dataset);
    }
    throw noSuchData(dataset);
  }

  private DataRequestException noSuchData(String dataset) {
    return new DataRequestException(
        "dataset",
        '"' + dataset + '"',
        "the path of a file or one of " + String.join(", ", catalog.names()));
  }

  private static void requireNotGenerated(DataRequest request) {
    String reason = '"' + request.dataset() + "\" is not generated";
    requireNull("rows", request.rows(), reason);
    requireNull("noise", request.noise(), reason);
  }

  private static void requireNull(String key, Object value, String reason) {
    if (value != null) {
      throw new DataRequestException(key, DataRequestException.shown(value), "null: " + reason);
    }
  }

  private static Split split(DataRequest request, Dataset dataset, TestRows test, long seed) {
    int others = dataset.rows();
    if (test instanceof TestRows.Drawn drawn) {
      others -= requireRowsOnBothSides("testFraction", drawn.fraction(), others);
    } else {
      others -= ((TestRows.Last) test).count();
    }
    requireRowsOnBothSides("validationFraction", request.validationFraction(), others);
    try {
      Split split = Split.of(dataset, test, request.validationFraction(), seed);
      requireNumbersThatDiffer(request, dataset, split.train());
      return split;
    } catch (UntrainedClassException e) {
      throw new DataRequestException("dataset", '"' + request.dataset() + '"', e.expected());
    }
  }

  /** Where all are equal, there is nothing to learn, nor an error to measure. */
  private static void requireNumbersThatDiffer(DataRequest request, Dataset dataset, int[] rows) {
    if (!dataset.isRegression()) {
      return;
    }
    float[] responses = dataset.responsesOf(rows);
    for (float response : responses) {
      if (response != responses[0]) {
        return;
      }
    }
    throw new DataRequestException(
        "dataset",
        '"' + request.dataset() + '"',
        "numbers to predict that differ, but all %d training rows have %s"
            .formatted(rows.length, responses[0]));
  }

  private static int requireRowsOnBothSides(String key, double fraction, int rows) {
    int count = (int) Math.round(fraction * rows);
    if (count < 1 || count >= rows) {
      throw new DataRequestException(
          key,
          Double.toString(fraction),
          "a share that leaves at least one of %d rows on either side".formatted(rows));
    }
    return count;
  }
}
