package org.dropoutdistillery.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  private static final TargetKind ABC = new TargetKind.Indexed(List.of("a", "b", "c"));
  private static final TableOptions LAYOUT = TableOptions.detecting("2").withTarget(ABC);

  @TempDir Path folder;

  @Test
  void readsFeaturesAndLabels() throws IOException {
    Dataset dataset = read("1,-2.5,0\n+3e1, 4 ,2\r\n.5,6.,1");

    assertThat(dataset.rows()).isEqualTo(3);
    assertThat(dataset.features()).isEqualTo(2);
    assertThat(dataset.values()).containsExactly(1, -2.5f, 30, 4, 0.5f, 6);
    assertThat(dataset.labels()).containsExactly(0, 2, 1);
    assertThat(dataset.classNames()).containsExactly("a", "b", "c");
  }

  @Test
  void readsALabelInAnyColumnAndDividesFeatures() throws IOException {
    TableOptions labelFirst = images("0", 4, new ImageShape(1, 2));

    Dataset dataset =
        new CsvReader().read("t", write("1,2,8\n0,3,5\n".getBytes(UTF_8)), labelFirst);

    assertThat(dataset.values()).containsExactly(0.5f, 2, 0.75f, 1.25f);
    assertThat(dataset.labels()).containsExactly(1, 0);
    assertThat(dataset.imageShape()).isEqualTo(new ImageShape(1, 2));
  }

  @Test
  void takesAByteOrderMarkQuotesAndBlankLines() throws IOException {
    Dataset dataset = read("\uFEFF1,2,0\n\n\"3\",4,\"1\"\n\n");

    assertThat(dataset.values()).containsExactly(1, 2, 3, 4);
    assertThat(dataset.labels()).containsExactly(0, 1);
  }

  @Test
  void readsGzipWhateverItsName() throws IOException {
    Dataset dataset = new CsvReader().read("t", write(gzip("1,2,0\n3,4,1\n")), LAYOUT);

    assertThat(dataset.values()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void countsBlankLinesInTheLineOfAnError() {
    assertRefused("1,2,0\n\n\n3,x,1\n", 4, "'x' in field 2 of 3", "a finite number");
  }

  @Test
  void refusesRaggedRows() {
    assertRefused("1,2,0\n3,4,1\n5,1\n", 3, "2 fields", "3, as in line 1");
    assertRefused("\n1,2,0\n3,4,5,1\n", 3, "4 fields", "3, as in line 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "Infinity", "-inf", "1f", "0x1p3", "1 2", "1e", "--1"})
  void refusesWhatIsNoNumber(String text) {
    assertRefused(
        "1,2,0\n3,4,1\n" + text + ",2,1\n", 3, "'" + text + "' in field 1 of 3", "a finite number");
  }

  @Test
  void refusesNumbersThatAFloatCannotHold() {
    assertRefused(
        "1,1e39,0\n", 1, "'1e39' in field 2 of 3", "a finite number that a 32-bit float can hold");
    assertRefused("1,-1e999,0\n", 1, "'-1e999'", "a finite number that a 32-bit float can hold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "-1", "1.0", "b", "99999999999"})
  void refusesWhatIsNoLabel(String text) {
    assertRefused(
        "1,2,0\n1,2," + text + "\n",
        2,
        "'" + text + "' in field 3 of 3",
        "a label, a whole number from 0 to 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\uFEFF"})
  void refusesAnEmptyFile(String text) {
    assertRefused(text, 1, "no rows", "at least one row of numbers");
  }

  @Test
  void refusesAFirstRowThatDoesNotFitTheLayout() {
    assertRefused("1\n2\n", 1, "1 field", "at least 2 in a line, separated by ','");
    TableOptions image = images("0", 1, new ImageShape(2, 2));
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> new CsvReader().read("t", write("0,1,1,1\n".getBytes(UTF_8)), image))
        .withMessageEndingWith("found 4 fields; expected 5, for an image of 2 x 2 and its label");
  }

  @Test
  void showsOnlyTheStartOfALongField() {
    assertRefused("1," + "z".repeat(5000) + ",0", 1, "'" + "z".repeat(40) + "...'", "a finite");
  }

  @Test
  void refusesAQuoteThatIsNeverClosed() {
    assertRefused("1,2,0\n3,4,1\n5,\"6,2\n7,8,0\n", 3, "", "");
  }

  @Test
  void refusesADamagedGzipFile() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append(i).append(',').append(i * 31 % 977).append(",1\n");
    }
    byte[] whole = gzip(text.toString());
    byte[] flipped = whole.clone();
    flipped[whole.length - 6] ^= 1;

    Path cut = write(Arrays.copyOf(whole, whole.length / 2));
    Path changed = write(flipped);
    for (Path file : new Path[] {cut, changed}) {
      assertThatExceptionOfType(DatasetFormatException.class)
          .isThrownBy(() -> new CsvReader().read("t", file, LAYOUT))
          .withMessageStartingWith(file + ", line ")
          .withMessageContaining("a damaged gzip file");
    }
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> new CsvReader().read("t", folder.resolve("none.csv"), LAYOUT))
        .withMessageContaining("none.csv");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesDivisorsThatMeanNothing(double divisor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images("0", divisor, new ImageShape(1, 1)))
        .withMessage("divisor " + divisor + ", expected a finite number above 0");
  }

  private static TableOptions images(String label, double divisor, ImageShape shape) {
    return new TableOptions(
        HeaderLine.NO,
        Optional.of(','),
        label,
        new TargetKind.Indexed(List.of("a", "b")),
        divisor,
        Optional.of(shape));
  }

  private void assertRefused(String text, long line, String found, String expected) {
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> read(text))
        .withMessageStartingWith(folder.toString())
        .withMessageContaining(", line " + line + ": found " + found)
        .withMessageContaining("; expected " + expected);
  }

  private Dataset read(String text) throws IOException {
    return new CsvReader().read("t", write(text.getBytes(UTF_8)), LAYOUT);
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(folder, "table", ".data"), content);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
