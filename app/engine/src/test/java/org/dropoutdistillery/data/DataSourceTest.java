package org.dropoutdistillery.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSourceTest {
  private static final DatasetCatalog CATALOG = new DatasetCatalog();

  @TempDir Path folder;

  @Test
  void givesADataSetOfTheCatalogWithItsTestRows() throws IOException {
    LoadedData data = load(DataRequest.ofCatalog("digits", 0.1), 1);

    assertThat(data.split().test()).containsExactly(IntStream.range(1437, 1797).toArray());
    assertThat(data.split().validation()).hasSize(144);
    assertThat(data.standardizer()).isEmpty();
    assertThat(data.inputs()).isSameAs(data.dataset());
  }

  @Test
  void keepsTestRowsOfTablesForEverySeed() throws IOException {
    LoadedData one = load(DataRequest.ofCatalog("cancer", 0.1), 1);
    LoadedData two = load(DataRequest.ofCatalog("cancer", 0.1), 2);

    assertThat(one.split().test()).hasSize(114).containsExactly(two.split().test());
    assertThat(one.split().validation()).isNotEqualTo(two.split().validation());
    // The file begins with malignant ones; 212 and 357 rows share 114 as 42.5 and 71.5.
    int[] labels = one.dataset().labelsOf(one.split().test());
    assertThat(IntStream.of(labels).sum()).isBetween(71, 72);
  }

  @Test
  void fitsTheStandardizerToTrainingRowsOnly() throws IOException {
    LoadedData data = load(new DataRequest("wine", null, null, null, null, null, 0.1, true), 1);

    Standardizer expected = Standardizer.fit(data.dataset(), data.split().train());
    assertThat(data.standardizer().orElseThrow().means()).containsExactly(expected.means());
    assertThat(data.dataset().values()[0]).as("the data set is raw").isEqualTo(14.23f);
    assertThat(data.inputs().values()[0])
        .isEqualTo((float) ((14.23f - expected.means()[0]) / expected.scales()[0]));
  }

  @Test
  void drawsGeneratedRowsFromTheSeed() throws IOException {
    LoadedData usual = load(DataRequest.ofCatalog("moons", 0.1), 1);
    LoadedData small = load(new DataRequest("moons", null, null, 50, 0.0, null, 0.1, false), 1);
    LoadedData other = load(new DataRequest("moons", null, null, 50, 0.0, null, 0.1, false), 2);

    assertThat(usual.dataset().rows()).isEqualTo(1500);
    assertThat(usual.split().test()).hasSize(600);
    assertThat(small.dataset().rows()).isEqualTo(50);
    assertThat(small.dataset().values())
        .containsExactly(Generator.MOONS.draw("moons", 50, 0, 1).values());
    assertThat(other.dataset().values()).isNotEqualTo(small.dataset().values());
    assertThat(other.split().test()).isNotEqualTo(small.split().test());
  }

  @Test
  void givesAFileOfOnesOwn() throws IOException {
    Path file = numbers(100);

    LoadedData data =
        load(new DataRequest(file.toString(), "y", null, null, null, 0.3, 0.1, true), 1);
    LoadedData other =
        load(new DataRequest(file.toString(), "y", null, null, null, 0.3, 0.1, true), 2);

    assertThat(data.dataset().isRegression()).isTrue();
    assertThat(data.split().test()).hasSize(30).containsExactly(other.split().test());
    assertThat(data.split().validation()).hasSize(7).isNotEqualTo(other.split().validation());
    assertThat(data.standardizer()).isPresent();
  }

  @Test
  void givesTheSameTestRowsFromACopyOfATableOfTheCatalog() throws IOException {
    Path copy = Path.of("../../assets/datasets/cancer/cancer.csv");

    LoadedData own =
        load(new DataRequest(copy.toString(), "diagnosis", null, null, null, 0.2, 0.1, false), 4);
    LoadedData known = load(DataRequest.ofCatalog("cancer", 0.1), 4);

    assertThat(own.dataset().values()).containsExactly(known.dataset().values());
    assertThat(own.dataset().featureNames()).isEqualTo(known.dataset().featureNames());
    assertThat(own.split()).usingRecursiveComparison().isEqualTo(known.split());
  }

  @Test
  void predictsWhatThePersonSays() throws IOException {
    Path counts = write("x,y\n1,3\n2,4\n3,3\n4,5\n5,4\n6,5\n7,3\n8,4\n9,5\n");
    Path halves = numbers(20);

    assertThat(load(ofTask(counts, null), 1).dataset().isRegression()).isFalse();
    assertThat(load(ofTask(counts, Task.NUMBERS), 1).dataset().responses()).startsWith(3, 4, 3, 5);
    assertThat(DatasetFile.read(halves, Optional.of("y"), Task.CLASSES).classNames())
        .hasSize(20)
        .startsWith("0.0", "0.25");
    Path words = write("x,y\n1,a\n2,b\n");
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> load(ofTask(words, Task.NUMBERS), 1))
        .withMessageContaining("line 2")
        .withMessageContaining("a number to predict");
  }

  private static DataRequest ofTask(Path file, Task task) {
    return new DataRequest(file.toString(), "y", task, null, null, 0.4, 0.3, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "", "no/such/file.csv", "\0"})
  void listsWhatThereIsWhenAskedForSomethingElse(String dataset) {
    assertRefused(
        new DataRequest(dataset, "y", null, null, null, 0.2, 0.1, false),
        "dataset: \""
            + dataset.replace('\0', ' ') // as messages show what cannot be seen
            + "\", expected the path of a file or one of digits, fashion, ");
  }

  @Test
  void namesTheKeyThatDoesNotFit() throws IOException {
    String file = numbers(100).toString();
    assertRefused(
        new DataRequest("digits", "64", null, null, null, null, 0.1, false),
        "label: \"64\", expected null: 'digits' knows what to predict");
    assertRefused(
        new DataRequest("digits", null, Task.NUMBERS, null, null, null, 0.1, false),
        "task: \"numbers\", expected null: 'digits' knows what to predict");
    assertRefused(
        new DataRequest("digits", null, null, null, null, 0.2, 0.1, false),
        "testFraction: 0.2, expected null: 'digits' knows its test rows");
    assertRefused(
        new DataRequest("digits", null, null, 100, null, null, 0.1, false),
        "rows: 100, expected null: \"digits\" is not generated");
    assertRefused(
        new DataRequest(file, "y", null, null, 0.5, 0.2, 0.1, false),
        "noise: 0.5, expected null: ");
    assertRefused(
        new DataRequest(file, "y", null, null, null, null, 0.1, false),
        "testFraction: null, expected a number in (0, 1): a file does not say which rows");
    assertRefused(
        new DataRequest(file, null, null, null, null, 0.2, 0.1, false),
        "label: null, expected the name");
    assertRefused(
        new DataRequest(file, "z", null, null, null, 0.2, 0.1, false),
        "label: \"z\", expected one of x, y, or an index from -2 to 1");
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertRange("rows: 9, expected null or a whole number", 9, 0.1, null, 0.1);
    assertRange("noise: -0.1, expected null or a number in [0, 1000]", 50, -0.1, null, 0.1);
    assertRange("noise: NaN", 50, Double.NaN, null, 0.1);
    assertRange("testFraction: 1.0, expected null or a number in (0, 1)", null, null, 1.0, 0.1);
    assertRange("validationFraction: 0.0, expected a number in (0, 1)", null, null, null, 0.0);
    assertRange("validationFraction: NaN", null, null, null, Double.NaN);
  }

  @Test
  void refusesSharesThatLeaveAPartEmpty() throws IOException {
    String file = numbers(10).toString();
    assertRefused(
        new DataRequest(file, "y", null, null, null, 0.01, 0.1, false),
        "testFraction: 0.01, expected a share that leaves at least one of 10 rows on either side");
    assertRefused(
        new DataRequest(file, "y", null, null, null, 0.5, 0.01, false),
        "validationFraction: 0.01, expected a share that leaves at least one of 5 rows on either");
  }

  @Test
  void namesAClassThatNoTrainingRowHas() throws IOException {
    String rows =
        IntStream.range(0, 40).mapToObj(i -> i + ",often").collect(Collectors.joining("\n"));
    Path file = write("x,kind\n" + rows + "\n50,once\n");

    assertRefused(
        new DataRequest(file.toString(), "kind", null, null, null, 0.9, 0.5, false),
        "dataset: \"%s\", expected a training row of each class, but 'once' has none (of 1 rows"
            .formatted(file));
  }

  @Test
  void namesTheOneNumberThatAllTrainingRowsHave() throws IOException {
    Path file = write("x,y\n" + "1,2.5\n2,2.5\n".repeat(10));

    assertRefused(
        new DataRequest(file.toString(), "y", Task.NUMBERS, null, null, 0.2, 0.25, false),
        "dataset: \"%s\", expected numbers to predict that differ, but all 12 training rows have 2.5"
            .formatted(file));
  }

  @Test
  void namesTheColumnThatOverflowsWhenItIsStandardised() throws IOException {
    String rows =
        IntStream.range(0, 40)
            .mapToObj(i -> i + "e-9," + i % 2 + "\n")
            .collect(Collectors.joining());
    Path features = write("x,y\n" + rows + "1e37,0\n");
    assertRefused(
        new DataRequest(features.toString(), "y", Task.CLASSES, null, null, 0.9, 0.25, true),
        "dataset: \"%s\", expected numbers that can be standardised, but 'x' goes from 0.0 to 1.0E37"
            .formatted(features));

    Path numbers = write("y,x\n" + rows + "1e37,0\n");
    assertRefused(
        new DataRequest(numbers.toString(), "y", Task.NUMBERS, null, null, 0.9, 0.25, true),
        "dataset: \"%s\", expected numbers that can be standardised, but 'y' goes from 0.0 to 1.0E37"
            .formatted(numbers));
  }

  private static void assertRange(
      String message, Integer rows, Double noise, Double testFraction, double validation) {
    assertThatExceptionOfType(DataRequestException.class)
        .isThrownBy(
            () ->
                new DataRequest("moons", null, null, rows, noise, testFraction, validation, false))
        .withMessageStartingWith(message);
  }

  private static void assertRefused(DataRequest request, String message) {
    assertThatExceptionOfType(DataRequestException.class)
        .isThrownBy(() -> load(request, 1))
        .withMessageStartingWith(message)
        .satisfies(e -> assertThat(message).startsWith(e.key()));
  }

  private static LoadedData load(DataRequest request, long seed) throws IOException {
    return new DataSource(CATALOG).load(request, seed);
  }

  private Path numbers(int rows) throws IOException {
    return write(
        "x,y\n"
            + IntStream.range(0, rows)
                .mapToObj(i -> i + "," + i / 4.0)
                .collect(Collectors.joining("\n")));
  }

  private Path write(String text) throws IOException {
    return Files.write(Files.createTempFile(folder, "own", ".csv"), text.getBytes(UTF_8));
  }
}
