package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetCatalogTest {
  private static final Path ASSETS = Path.of("../../assets/datasets");

  @TempDir Path folder;

  @Test
  void loadsTheDigits() {
    Dataset digits = new DatasetCatalog().load("digits");

    assertThat(digits.name()).isEqualTo("digits");
    assertThat(digits.rows()).isEqualTo(1797);
    assertThat(digits.features()).isEqualTo(64);
    assertThat(digits.imageShape()).isEqualTo(new ImageShape(8, 8));
    assertThat(digits.classNames())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    // Published with the original data, for its test part.
    assertThat(digits.classCounts())
        .containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
  }

  @Test
  void scalesPixelsToGreyLevels() {
    Dataset digits = new DatasetCatalog().load("digits");

    double[] values =
        IntStream.range(0, digits.values().length).mapToDouble(i -> digits.values()[i]).toArray();
    assertThat(Arrays.stream(values).min()).hasValue(0);
    assertThat(Arrays.stream(values).max()).hasValue(1);
    // Computed with NumPy from the same file; sixteenths add up exactly.
    assertThat(Arrays.stream(values).sum()).isEqualTo(35107.375);
    assertThat(digits.valuesOf(new int[] {0}))
        .startsWith(0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0, 0);
    assertThat(digits.valuesOf(new int[] {1796}))
        .startsWith(0, 0, 10 / 16f, 14 / 16f, 8 / 16f, 1 / 16f);
    assertThat(digits.labelsOf(new int[] {0, 1, 1796})).containsExactly(0, 1, 8);
  }

  @Test
  void theLast360RowsOfTheDigitsAreTheTestRows() {
    DatasetCatalog catalog = new DatasetCatalog();

    Split split = Split.of(catalog.load("digits"), catalog.describe("digits").test(1), 0.1, 1);

    assertThat(split.test()).containsExactly(IntStream.range(1437, 1797).toArray());
  }

  @Test
  void saysWhereTheDigitsComeFrom() {
    DatasetDescription digits = new DatasetCatalog().describe("digits");

    assertThat(digits.licence()).isEqualTo("CC BY 4.0");
    assertThat(digits.citation()).contains("Alpaydin", "Kaynak", "1998", "10.24432/C50P49");
    assertThat(digits.source()).startsWith("https://archive.ics.uci.edu/");
  }

  @Test
  void listsEveryFolderAndEachWithDataHasItsLicence() throws IOException {
    DatasetCatalog catalog = new DatasetCatalog();
    try (Stream<Path> folders = Files.list(ASSETS).filter(Files::isDirectory)) {
      assertThat(folders.map(path -> path.getFileName().toString()).toList())
          .containsExactlyInAnyOrderElementsOf(catalog.names());
    }
    for (String name : catalog.names()) {
      if (!(catalog.describe(name).content() instanceof DatasetContent.Generated)) {
        assertThat(ASSETS.resolve(name).resolve("README.md")).isNotEmptyFile();
        assertThat(ASSETS.resolve(name).resolve("LICENCE.txt")).isNotEmptyFile();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "digits", "cancer", "wine", "iris", "moons", "circles", "spirals", "blobs", "xor", "sine"
      })
  void everySetIsAsItsDescriptionSays(String name) {
    DatasetCatalog catalog = new DatasetCatalog();
    DatasetDescription description = catalog.describe(name);

    Dataset dataset = catalog.load(name, 3);
    Split split = Split.of(dataset, description.test(3), 0.1, 3);

    assertThat(dataset.rows()).isEqualTo(description.rows());
    assertThat(dataset.features()).isEqualTo(description.features());
    assertThat(dataset.isRegression()).isEqualTo(description.isRegression());
    assertThat(split.test()).hasSize(description.testCount());
    if (!dataset.isRegression()) {
      assertThat(dataset.classNames()).isEqualTo(description.classNames());
    }
  }

  @Test
  void loadsBreastCancer() {
    Dataset cancer = new DatasetCatalog().load("cancer");

    assertThat(cancer.classNames()).containsExactly("malignant", "benign");
    // Published with the original data.
    assertThat(cancer.classCounts()).containsExactly(212, 357);
    assertThat(column(cancer, "mean radius")).startsWith(17.99f, 20.57f).contains(28.11f);
    assertThat(column(cancer, "worst fractal dimension")).startsWith(0.1189f, 0.08902f);
    assertThat(Split.of(cancer, new DatasetCatalog().describe("cancer").test(1), 0.1, 1).test())
        .hasSize(114);
  }

  @Test
  void loadsWineAndIris() {
    Dataset wine = new DatasetCatalog().load("wine");
    Dataset iris = new DatasetCatalog().load("iris");

    assertThat(wine.classCounts()).containsExactly(59, 71, 48);
    assertThat(column(wine, "alcohol")).startsWith(14.23f);
    assertThat(column(wine, "proline")).startsWith(1065, 1050);
    assertThat(iris.classCounts()).containsExactly(50, 50, 50);
    // The two rows in which UCI's file differs from Fisher's paper.
    assertThat(iris.valuesOf(new int[] {34, 37}))
        .containsExactly(4.9f, 3.1f, 1.5f, 0.2f, 4.9f, 3.6f, 1.4f, 0.1f);
  }

  @Test
  void loadsFashionWithItsTestImagesLast() {
    Dataset fashion = new DatasetCatalog().load("fashion");

    assertThat(fashion.rows()).isEqualTo(70_000);
    assertThat(fashion.imageShape()).isEqualTo(new ImageShape(28, 28));
    assertThat(fashion.classCounts()).containsOnly(7000);
    // First labels of the training and of the test images: ankle boot, T-shirt; ankle boot,
    // pullover.
    assertThat(fashion.labelsOf(new int[] {0, 1, 60_000, 60_001})).containsExactly(9, 0, 9, 2);
    float[] values = fashion.values();
    assertThat(IntStream.range(0, 1000).mapToDouble(i -> values[i]).max()).hasValue(1);
    // Mean and standard deviation of the training images, which many programs know by heart.
    double sum = 0;
    double squares = 0;
    int count = 60_000 * 784;
    for (int i = 0; i < count; i++) {
      sum += values[i];
      squares += (double) values[i] * values[i];
    }
    assertThat(sum / count).isCloseTo(0.2860, within(5e-5));
    assertThat(Math.sqrt(squares / count - sum / count * sum / count))
        .isCloseTo(0.3530, within(5e-5));
    assertThat(new DatasetCatalog().describe("fashion").test(1))
        .isEqualTo(new TestRows.Last(10_000));
  }

  @Test
  void drawsGeneratedSetsFromTheSeed() {
    DatasetCatalog catalog = new DatasetCatalog();

    assertThat(catalog.load("moons", 5).values())
        .containsExactly(catalog.load("moons", 5).values());
    assertThat(catalog.load("moons", 5).values()).isNotEqualTo(catalog.load("moons", 6).values());
  }

  private static float[] column(Dataset dataset, String feature) {
    int column = dataset.featureNames().indexOf(feature);
    float[] values = new float[dataset.rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = dataset.values()[row * dataset.features() + column];
    }
    return values;
  }

  @Test
  void listsWhatItKnowsWhenAskedForSomethingElse() {
    for (String name : new String[] {"mnist", "", "../digits", "Digits"}) {
      assertThatExceptionOfType(UnknownDatasetException.class)
          .isThrownBy(() -> new DatasetCatalog().load(name))
          .withMessageStartingWith(
              "no data set is called '%s'; known are: digits, ".formatted(name));
    }
  }

  @Test
  void loadsAnyFolderThatDescribesItself() throws IOException {
    Dataset table = catalogOf(json("pets", "\"pets.csv\""), "3,1\n5,0\n").load("pets");

    assertThat(table.values()).containsExactly(1.5f, 2.5f);
    assertThat(table.labels()).containsExactly(1, 0);
    assertThat(table.imageShape()).isNull();
  }

  @Test
  void saysWhichFileOfTheInstallationIsDamaged() throws IOException {
    DatasetCatalog wrongRow = catalogOf(json("pets", "\"pets.csv\""), "3,1\n5,x\n");
    DatasetCatalog wrongKey = catalogOf(json("pets", "\"pets.csv\"; \"colour\": 1"), "");
    DatasetCatalog wrongName = catalogOf(json("cats", "\"pets.csv\""), "");
    DatasetCatalog wrongFolder = catalogOf(json("pets", "\"../pets.csv\""), "");
    DatasetCatalog noFile = catalogOf(json("pets", "\"cats.csv\""), "");

    assertDamaged(wrongRow, "assets/datasets/pets/pets.csv, line 2: found 'x' in field 2 of 2");
    assertDamaged(wrongKey, "assets/datasets/pets/dataset.json: Unrecognized field \"colour\"");
    assertDamaged(wrongName, "its name is 'cats', expected 'pets' like its folder");
    assertDamaged(wrongFolder, "file '../pets.csv', expected a name without a folder");
    assertDamaged(noFile, "assets/datasets/pets/cats.csv: there is no such resource");
  }

  @Test
  void refusesADescriptionThatLeavesSomethingOut() throws IOException {
    for (String key :
        new String[] {"label", "divisor", "testRows", "header", "file", "rows", "licence"}) {
      String json = json("pets", "\"pets.csv\"").replaceFirst("\"" + key + "\": [^;}]*", "");
      assertDamaged(catalogOf(json, "3,1\n"), key);
    }
  }

  @Test
  void refusesDataThatAreNotAsDescribed() throws IOException {
    assertDamaged(
        catalogOf(json("pets", "\"pets.csv\""), "3,1\n5,0\n6,1\n"),
        "pets: shape [3, 1], expected [2, 1] as its dataset.json says");
  }

  private static void assertDamaged(DatasetCatalog catalog, String message) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> catalog.load("pets"))
        .withMessageStartingWith("the installation is damaged")
        .withMessageContaining(message);
  }

  /** Pairs end in a semicolon, which {@link #catalogOf} replaces by commas. */
  private static String json(String name, String file) {
    return """
        {"name": "%s"; "title": "t"; "description": "d"; "rows": 2; "features": 1;
         "content": {"format": "csv"; "file": %s; "header": "no"; "label": "1"; "divisor": 2;
         "testRows": 0}; "classNames": ["cat", "dog"];
         "source": "s"; "licence": "l"; "citation": "c"}"""
        .formatted(name, file);
  }

  private DatasetCatalog catalogOf(String json, String csv) throws IOException {
    Path root = Files.createTempDirectory(folder, "catalog");
    Path pets = Files.createDirectories(root.resolve("assets/datasets/pets"));
    Files.writeString(pets.resolveSibling("index.json"), "[\"pets\"]");
    Files.writeString(
        pets.resolve("dataset.json"),
        json.replaceAll("(\\s*;)+", ",").replaceAll("\\{\\s*,", "{").replaceAll(",\\s*}", "}"));
    Files.writeString(pets.resolve("pets.csv"), csv);
    return new DatasetCatalog(new URLClassLoader(new URL[] {root.toUri().toURL()}, null));
  }
}
