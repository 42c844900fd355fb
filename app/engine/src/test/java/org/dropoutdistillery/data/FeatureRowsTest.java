package org.dropoutdistillery.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows to predict, from every kind of file. */
class FeatureRowsTest {
  private static final List<String> NAMES = List.of("width", "height");
  private static final List<String> UNNAMED = Dataset.defaultFeatureNames(2);

  @TempDir Path folder;

  @Test
  void columnsAreFoundByTheirNamesAndOthersLeftOut() throws IOException {
    FeatureRows rows = read("species;height; width ;note\nred;1,5;2;\n".replace(',', '.'), NAMES);

    assertThat(rows.values()).containsExactly(2, 1.5f);
    assertThat(rows.ignored()).containsExactly("species", "note");
  }

  @Test
  void whatIsLeftOutMayBeMissing() throws IOException {
    FeatureRows rows = read("width,height,label\n1,2,?\n3,4,\n", NAMES);

    assertThat(rows.values()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void namesThatAreNumbersAreNotARow() throws IOException {
    FeatureRows rows = read("1,0\n5,6\n", List.of("0", "1"));

    assertThat(rows.values()).containsExactly(6, 5);
  }

  @Test
  void withoutAHeaderColumnsGoByTheirPlace() throws IOException {
    assertThat(read("1\t2\n\n\"3\"\t4\n", NAMES).values()).containsExactly(1, 2, 3, 4);
    assertThat(read("1,2\n", UNNAMED).ignored()).isEmpty();
  }

  @Test
  void featuresWithoutNamesGoByTheirPlaceUnderAnyHeader() throws IOException {
    assertThat(read("a,b\n1,2\n", UNNAMED).values()).containsExactly(1, 2);
    assertThat(read("feature 2,feature 1\n1,2\n", UNNAMED).values()).containsExactly(2, 1);
  }

  @Test
  void valuesAreDividedAsTheDataWere() throws IOException {
    Path file = write("8,16\n".getBytes(UTF_8));

    assertThat(DatasetFile.readFeatures(file, NAMES, null, 16).values()).containsExactly(0.5f, 1);
  }

  @Test
  void oneFeatureIsEnough() throws IOException {
    assertThat(read("x\n1\n2\n", List.of("x")).values()).containsExactly(1, 2);
    assertThat(read("1\n2\n", List.of("x")).values()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          width,height\\n1,2\\n3,\\n     | line 3 | in field 2 of 2 (height) (empty) | a value in every field
          width,height\\n1,x\\n          | line 2 | 'x' in field 2 of 2 (height)     | a finite number
          1,2\\n1,2,3\\n                 | line 2 | 3 fields                         | 2, as in line 1
          1,2,3\\n                       | line 1 | 3 fields                         | 2, the features in their order, or a header
          1,NaN\\n                       | line 1 | in field 2 of 2 (NaN)            | a value in every field
          1,1e99\\n                      | line 1 | '1e99' in field 2 of 2           | 32-bit float
          width,depth\\n1,2\\n           | line 1 | no column called height          | the 2 features width, height
          width,height,width\\n1,2,3\\n  | line 1 | two columns called 'width'       | rename one
          width,height\\n                | line 1 | no rows                          | at least one row
          width;height\\n1,5;2\\n        | line 2 | '1,5' in field 1 of 2 (width)    | a decimal point
          """)
  void wrongTablesAreRefusedWithPlaceAndExpectation(
      String text, String line, String found, String expected) {
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> read(text.strip().replace("\\n", "\n"), NAMES))
        .withMessageStartingWith(folder.resolve("rows").toString())
        .withMessageContainingAll(line, found, expected);
  }

  @Test
  void tablesMayBePacked() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write("1,2\n".getBytes(UTF_8));
    }

    Path file = write(bytes.toByteArray());
    assertThat(DatasetFile.readFeatures(file, NAMES, null, 1).values()).containsExactly(1, 2);
  }

  @Test
  void readsNumPysArrays() throws IOException {
    NpyArray array = NpyArray.ofFloats(new int[] {2, 2}, 1, 2, 3, 4);
    ByteArrayOutputStream npz = new ByteArrayOutputStream();
    Npz.write(npz, Map.of("x", array));

    assertThat(DatasetFile.readFeatures(write(Npy.bytes(array)), NAMES, null, 2).values())
        .containsExactly(0.5f, 1, 1.5f, 2);
    assertThat(DatasetFile.readFeatures(write(npz.toByteArray()), NAMES, null, 1).values())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void arraysOfAnotherWidthAreRefused() throws IOException {
    Path file = write(Npy.bytes(NpyArray.ofFloats(new int[] {1, 3}, 1, 2, 3)));

    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(() -> DatasetFile.readFeatures(file, NAMES, null, 1))
        .withMessageContaining("[rows, 2], the features of the run");
  }

  @Test
  void readsImagesWithoutLabels() throws IOException {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, 102, (byte) 255};

    assertThat(DatasetFile.readFeatures(write(images), NAMES, null, 255).values())
        .containsExactly(0, 0.2f, 0.4f, 1);
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(
            () ->
                DatasetFile.readFeatures(write(images), Dataset.defaultFeatureNames(3), null, 255))
        .withMessageContainingAll("dimensions [2, 1, 2]", "3 pixels an image");
  }

  /** As many pixels, but in other lines: a convolution would see another picture. */
  @Test
  void imagesOfAnotherSizeAreRefused() throws IOException {
    byte[] flat = {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 51, 102, (byte) 255};
    List<String> names = Dataset.defaultFeatureNames(4);
    Path idx = write(flat);

    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> DatasetFile.readFeatures(idx, names, new ImageShape(2, 2), 255))
        .withMessageContainingAll("dimensions [1, 1, 4]", "images of 2 x 2 pixels");
    assertThat(DatasetFile.readFeatures(idx, names, new ImageShape(1, 4), 255).values()).hasSize(4);
    Path npy = write(Npy.bytes(NpyArray.ofFloats(new int[] {1, 4, 1}, 1, 2, 3, 4)));
    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(() -> DatasetFile.readFeatures(npy, names, new ImageShape(2, 2), 1))
        .withMessageContaining("[rows, 2, 2], images of the run's size");
    Path rows = write(Npy.bytes(NpyArray.ofFloats(new int[] {1, 4}, 1, 2, 3, 4)));
    assertThat(DatasetFile.readFeatures(rows, names, new ImageShape(2, 2), 1).values()).hasSize(4);
  }

  @Test
  void aMissingFileIsSaid() {
    assertThatThrownBy(() -> DatasetFile.readFeatures(folder.resolve("none.csv"), NAMES, null, 1))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("none.csv: no such file");
  }

  private FeatureRows read(String text, List<String> names) throws IOException {
    return DatasetFile.readFeatures(write(text.getBytes(UTF_8)), names, null, 1);
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("rows"), content);
  }
}
