package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

    Split split = Split.of(catalog.load("digits"), catalog.describe("digits").testRows(), 0.1, 1);

    assertThat(split.test()).containsExactly(IntStream.range(1437, 1797).toArray());
  }

  @Test
  void saysWhereTheDigitsComeFrom() {
    DatasetDescription digits = new DatasetCatalog().describe("digits");

    assertThat(digits.licence()).isEqualTo("CC BY 4.0");
    assertThat(digits.citation()).contains("Alpaydin", "Kaynak", "1998", "10.24432/C50P49");
    assertThat(digits.source()).startsWith("https://archive.ics.uci.edu/");
    assertThat(digits.format()).isEqualTo(DatasetFormat.CSV);
  }

  @Test
  void listsEveryFolderAndEachHasItsLicence() throws IOException {
    try (Stream<Path> folders = Files.list(ASSETS).filter(Files::isDirectory)) {
      assertThat(folders.map(path -> path.getFileName().toString()).toList())
          .containsExactlyInAnyOrderElementsOf(new DatasetCatalog().names());
    }
    for (String name : new DatasetCatalog().names()) {
      assertThat(ASSETS.resolve(name).resolve("README.md")).isNotEmptyFile();
      assertThat(ASSETS.resolve(name).resolve("LICENCE.txt")).isNotEmptyFile();
    }
  }

  @Test
  void listsWhatItKnowsWhenAskedForSomethingElse() {
    for (String name : new String[] {"mnist", "", "../digits", "Digits"}) {
      assertThatExceptionOfType(UnknownDatasetException.class)
          .isThrownBy(() -> new DatasetCatalog().load(name))
          .withMessage("no data set is called '%s'; known are: digits".formatted(name));
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
    assertDamaged(noFile, "cannot read assets/datasets/pets/cats.csv: there is no such resource");
  }

  @Test
  void refusesADescriptionThatLeavesSomethingOut() throws IOException {
    for (String key :
        new String[] {"labelColumn", "divisor", "testRows", "format", "classNames", "licence"}) {
      String json = json("pets", "\"pets.csv\"").replaceFirst("\"" + key + "\": [^;]*;", ";");
      assertDamaged(catalogOf(json, "3,1\n"), key);
    }
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
        {"name": "%s"; "title": "t"; "description": "d"; "file": %s; "format": "csv";
         "labelColumn": 1; "divisor": 2; "testRows": 0; "classNames": ["cat", "dog"];
         "source": "s"; "licence": "l"; "citation": "c"}"""
        .formatted(name, file);
  }

  private DatasetCatalog catalogOf(String json, String csv) throws IOException {
    Path root = Files.createTempDirectory(folder, "catalog");
    Path pets = Files.createDirectories(root.resolve("assets/datasets/pets"));
    Files.writeString(pets.resolveSibling("index.json"), "[\"pets\"]");
    Files.writeString(pets.resolve("dataset.json"), json.replaceAll("(\\s*;)+", ","));
    Files.writeString(pets.resolve("pets.csv"), csv);
    return new DatasetCatalog(new URLClassLoader(new URL[] {root.toUri().toURL()}, null));
  }
}
