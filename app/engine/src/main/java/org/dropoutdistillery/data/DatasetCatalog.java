package org.dropoutdistillery.data;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The data sets that come with the program, found on the class path under {@code assets/datasets}:
 * an {@code index.json} with their names, and a folder for each with its {@code dataset.json}, data
 * and licence. Holds nothing in memory but the names.
 */
public final class DatasetCatalog {
  private static final String ROOT = "assets/datasets/";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ClassLoader loader;
  private final List<String> names;

  /**
   * Opens the catalog of this program.
   *
   * @throws UncheckedIOException if the installation is damaged
   */
  public DatasetCatalog() {
    this(DatasetCatalog.class.getClassLoader());
  }

  DatasetCatalog(ClassLoader loader) {
    this.loader = loader;
    this.names = List.of(json(ROOT + "index.json", String[].class));
  }

  /** Returns the names in the order in which to list them. */
  public List<String> names() {
    return names;
  }

  /**
   * Returns what is known about a data set without reading its data.
   *
   * @throws UnknownDatasetException if there is none of this name
   * @throws UncheckedIOException if the installation is damaged
   */
  public DatasetDescription describe(String name) {
    if (!names.contains(name)) {
      throw new UnknownDatasetException(name, names);
    }
    String resource = ROOT + name + "/dataset.json";
    DatasetDescription description = json(resource, DatasetDescription.class);
    if (!description.name().equals(name)) {
      String problem =
          "%s: its name is '%s', expected '%s' like its folder"
              .formatted(resource, description.name(), name);
      throw damaged(problem, new IOException(problem));
    }
    return description;
  }

  /**
   * Reads a data set; a generated one is drawn from seed 0.
   *
   * @throws UnknownDatasetException if there is none of this name
   * @throws UncheckedIOException if the installation is damaged
   */
  public Dataset load(String name) {
    return load(name, 0);
  }

  /**
   * Reads a data set, or draws one that is generated.
   *
   * @param seed of a generated one; others do not depend on it
   * @throws UnknownDatasetException if there is none of this name
   * @throws UncheckedIOException if the installation is damaged
   */
  public Dataset load(String name, long seed) {
    DatasetDescription description = describe(name);
    String folder = ROOT + name + "/";
    try {
      Dataset dataset = read(description, folder, seed);
      requireAsDescribed(dataset, description);
      return dataset;
    } catch (IOException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  private Dataset read(DatasetDescription description, String folder, long seed)
      throws IOException {
    String name = description.name();
    DatasetContent content = description.content();
    if (content instanceof DatasetContent.Generated generated) {
      return generated.generator().draw(name, description.rows(), generated.noise(), seed);
    }
    if (content instanceof DatasetContent.Images images) {
      List<IdxReader.Part> parts =
          images.files().stream()
              .map(
                  pair ->
                      new IdxReader.Part(
                          new Resource(folder + pair.images()),
                          new Resource(folder + pair.labels())))
              .toList();
      return new IdxReader(images.divisor()).read(name, parts, description.classNames());
    }
    return readTable(description, (DatasetContent.Table) content, folder);
  }

  private Dataset readTable(
      DatasetDescription description, DatasetContent.Table table, String folder)
      throws IOException {
    TargetKind target =
        description.isRegression()
            ? new TargetKind.Numbers()
            : new TargetKind.Indexed(description.classNames());
    TableOptions options =
        new TableOptions(
            table.header(),
            Optional.of(','),
            table.label(),
            target,
            table.divisor(),
            Optional.ofNullable(table.image()));
    Resource file = new Resource(folder + table.file());
    try (InputStream in = file.open()) {
      return new CsvReader().read(description.name(), in, file.name(), options);
    }
  }

  private static void requireAsDescribed(Dataset dataset, DatasetDescription description)
      throws IOException {
    boolean named =
        description.featureNames().isEmpty()
            || description.featureNames().equals(dataset.featureNames());
    if (!named) {
      throw new IOException(
          "%s: columns %s, expected %s as its dataset.json says"
              .formatted(dataset.name(), dataset.featureNames(), description.featureNames()));
    }
    if (dataset.rows() != description.rows() || dataset.features() != description.features()) {
      throw new IOException(
          "%s: shape [%d, %d], expected [%d, %d] as its dataset.json says"
              .formatted(
                  dataset.name(),
                  dataset.rows(),
                  dataset.features(),
                  description.rows(),
                  description.features()));
    }
  }

  private <T> T json(String resource, Class<T> type) {
    try (InputStream in = new Resource(resource).open()) {
      return JSON.readValue(in, type);
    } catch (FileNotFoundException e) {
      throw damaged(e.getMessage(), e);
    } catch (IOException e) {
      throw damaged(resource + ": " + e.getMessage(), e);
    }
  }

  /** A file of the installation. */
  private final class Resource implements ByteSource {
    private final String name;

    Resource(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public InputStream open() throws IOException {
      InputStream in = loader.getResourceAsStream(name);
      if (in == null) {
        throw new FileNotFoundException(name + ": there is no such resource");
      }
      return in;
    }

    @Override
    public long length(InputStream opened) {
      return Long.MAX_VALUE;
    }
  }

  private static UncheckedIOException damaged(String problem, IOException cause) {
    return new UncheckedIOException(
        "the installation is damaged, build it again: " + problem, cause);
  }
}
