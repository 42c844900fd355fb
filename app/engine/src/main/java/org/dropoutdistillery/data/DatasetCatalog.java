package org.dropoutdistillery.data;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

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
      throw damaged(
          resource,
          new IOException(
              "its name is '%s', expected '%s' like its folder"
                  .formatted(description.name(), name)));
    }
    return description;
  }

  /**
   * Reads a data set.
   *
   * @throws UnknownDatasetException if there is none of this name
   * @throws UncheckedIOException if the installation is damaged
   */
  public Dataset load(String name) {
    DatasetDescription description = describe(name);
    String resource = ROOT + name + "/" + description.file();
    try (InputStream in = open(resource)) {
      return description.format().reader().read(name, in, resource, description.layout());
    } catch (IOException e) {
      throw damaged(resource, e);
    }
  }

  private <T> T json(String resource, Class<T> type) {
    try (InputStream in = open(resource)) {
      return JSON.readValue(in, type);
    } catch (IOException e) {
      throw damaged(resource, e);
    }
  }

  private InputStream open(String resource) throws IOException {
    InputStream in = loader.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException("there is no such resource");
    }
    return in;
  }

  private static UncheckedIOException damaged(String resource, IOException e) {
    return new UncheckedIOException(
        "the installation is damaged, build it again: cannot read %s: %s"
            .formatted(resource, e.getMessage()),
        e);
  }
}
