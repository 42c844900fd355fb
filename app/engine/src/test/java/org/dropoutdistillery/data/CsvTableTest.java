package org.dropoutdistillery.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, separators, labels and gaps of tables as people have them. */
class CsvTableTest {
  private static final TableOptions LAST = TableOptions.detecting("-1");

  @Test
  void readsAHeaderAndLabelsInWords() throws IOException {
    Dataset pets = read("weight,height,kind\n3,20,cat\n30,60,dog\n4,25,cat\n", "kind");

    assertThat(pets.featureNames()).containsExactly("weight", "height");
    assertThat(pets.classNames()).containsExactly("cat", "dog");
    assertThat(pets.labels()).containsExactly(0, 1, 0);
    assertThat(pets.values()).containsExactly(3, 20, 30, 60, 4, 25);
  }

  @Test
  void takesTheFirstLineForARowWhereItHoldsNumbersLikeTheSecond() throws IOException {
    Dataset pets = read("3,20,cat\n30,60,dog\n", "-1");

    assertThat(pets.rows()).isEqualTo(2);
    assertThat(pets.featureNames()).containsExactly("feature 1", "feature 2");
  }

  @Test
  void takesAHeaderWithYearsForOne() throws IOException {
    Dataset table = read("kind,2019,2020\n1,5,6\n0,7,8\n", "kind");

    assertThat(table.featureNames()).containsExactly("2019", "2020");
    assertThat(table.labels()).containsExactly(1, 0);
  }

  @Test
  void takesGapsInTheFirstLineForARow() throws IOException {
    assertRefused("?,cat\n1,dog\n", LAST, "table, line 1: found 1 missing value");
    assertThat(read("1,b\n1,10\n", "-1").rows()).isEqualTo(2);
  }

  @Test
  void doesWhatItIsToldAboutTheHeader() throws IOException {
    String numbers = "1,2\n3,4\n5,6\n";

    Dataset named = read(numbers, LAST.withHeader(HeaderLine.YES));
    Dataset unnamed = read(numbers, LAST.withHeader(HeaderLine.NO));

    assertThat(named.featureNames()).containsExactly("1");
    assertThat(named.rows()).isEqualTo(2);
    assertThat(unnamed.rows()).isEqualTo(3);
    assertRefused(
        "a,b\n1,2\n3,4\n",
        LAST.withHeader(HeaderLine.NO),
        "table, line 1: found 'a' in field 1 of 2; expected a finite number");
  }

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t', '|', ' '})
  void findsTheSeparator(char separator) throws IOException {
    String text = "width,height,kind\n1.5,2,a\n3,4.25,b\n".replace(',', separator);

    Dataset table = read(text, "kind");

    assertThat(table.values()).containsExactly(1.5f, 2, 3, 4.25f);
    assertThat(table.featureNames()).containsExactly("width", "height");
  }

  @Test
  void isNotMisledByOtherSeparatorsInNamesAndQuotes() throws IOException {
    String text =
        "\"sepal length, cm\";petal width (cm);\"kind; of flower\"\n"
            + "1;2;\"a, b\"\n3;4;\"c\nd \"\"e\"\"\"\n";

    Dataset table = read(text, "kind; of flower");

    assertThat(table.featureNames()).containsExactly("sepal length, cm", "petal width (cm)");
    assertThat(table.classNames()).containsExactly("a, b", "c\nd \"e\"");
  }

  @Test
  void readsCommasFollowedBySpaces() throws IOException {
    assertThat(read("1, 2, 0\n3, 4, 1\n", "-1").values()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void takesAGivenSeparator() throws IOException {
    Dataset table = read("1:2:0\n3:4:1\n", LAST.withSeparator(':'));

    assertThat(table.values()).containsExactly(1, 2, 3, 4);
    assertRefused(
        "1;2;0\n3;4;1\n",
        LAST.withSeparator(','),
        "table, line 1: found 1 field; expected at least 2 in a line, separated by ','");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LAST.withSeparator('"'))
        .withMessageContaining("separator U+0022");
  }

  @Test
  void explainsDecimalCommas() {
    assertRefused(
        "1,5;2;a\n2,5;3;b\n",
        LAST,
        "table, line 1: found '1,5' in field 1 of 3; expected a finite number with a decimal point in"
            + " place of the comma");
  }

  @Test
  void findsTheLabelByNameOrIndexFromEitherEnd() throws IOException {
    String text = "kind,a,b\n0,1,2\n1,3,4\n";

    for (String label : new String[] {"kind", "0", "-3"}) {
      assertThat(read(text, label).labels()).as(label).containsExactly(0, 1);
    }
    assertThat(read(text, "-1").featureNames()).containsExactly("kind", "a");
    assertThat(
            read("7,5\n1,2\n3,4\n", TableOptions.detecting("5").withHeader(HeaderLine.YES))
                .features())
        .as("a name goes before an index")
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour", "3", "-4", "", "1.0", "KIND"})
  void listsTheColumnsWhenTheLabelIsUnknown(String label) {
    assertThatExceptionOfType(DataRequestException.class)
        .isThrownBy(() -> read("kind,a,b\n0,1,2\n1,3,4\n", label))
        .withMessage(
            "label: \"%s\", expected one of kind, a, b, or an index from -3 to 2, for the 3 columns of table"
                .formatted(label));
  }

  @Test
  void putsClassesInOrder() throws IOException {
    assertThat(read("1,10\n1,9\n1,-2\n1,10\n", "-1").classNames()).containsExactly("-2", "9", "10");
    assertThat(read("1,b\n1,10\n1,B\n1,9\n", "-1").classNames())
        .containsExactly("10", "9", "B", "b");
  }

  @Test
  void predictsNumbersThatAreNotWholeOrHaveManyValues() throws IOException {
    Dataset halves = read("x,price\n1,2.5\n2,3\n", "price");
    Dataset many = read(lines(TargetKind.Detected.MOST_CLASSES + 1), "-1");
    Dataset few = read(lines(TargetKind.Detected.MOST_CLASSES), "-1");

    assertThat(halves.isRegression()).isTrue();
    assertThat(halves.responses()).containsExactly(2.5f, 3);
    assertThat(((Responses) halves.targets()).name()).isEqualTo("price");
    assertThat(many.isRegression()).isTrue();
    assertThat(few.classes()).isEqualTo(TargetKind.Detected.MOST_CLASSES);
  }

  @Test
  void predictsWhatItIsTold() throws IOException {
    assertThat(read("1,2\n3,4\n", LAST.withTarget(new TargetKind.Numbers())).responses())
        .containsExactly(2, 4);
    assertThat(read("1,2.5\n3,4\n", LAST.withTarget(new TargetKind.Classes())).classNames())
        .containsExactly("2.5", "4");
    assertRefused(
        "1,2\n3,b\n",
        LAST.withTarget(new TargetKind.Numbers()),
        "table, line 2: found 'b' in field 2 of 2; expected a number to predict");
    assertRefused(
        "1,2\n3,1e39\n",
        LAST.withTarget(new TargetKind.Numbers()),
        "table, line 2: found '1e39' in field 2 of 2; expected a finite number that a 32-bit float");
  }

  @Test
  void countsMissingValuesAndShowsTheFirst() {
    assertRefused(
        "a,b,c\n1,,0\n?,2,1\n1,NA,0\n1,2,nan\n5,6,1\n",
        LAST,
        "table, line 2: found 4 missing values: line 2 in field 2 of 3 (b) (empty), line 3 in field 1"
            + " of 3 (a) (?), line 4 in field 2 of 3 (b) (NA), ...; expected a value in every field;"
            + " fill in the gaps or leave those rows out");
    assertRefused(
        "1, ,0\n3,4,1\n", LAST, "table, line 1: found 1 missing value: line 1 in field 2");
  }

  @Test
  void refusesTextInAFeature() {
    assertRefused(
        "colour,size,kind\nred,1,a\nblue,2,b\n",
        LAST,
        "table, line 2: found 'red' in field 1 of 3 (colour); expected a finite number; only the column"
            + " to predict may hold text");
  }

  @Test
  void refusesOneClass() {
    assertRefused(
        "a,kind\n1,x\n2,x\n",
        LAST,
        "table: found the one class 'x' in the column to predict (kind); expected at least two classes");
  }

  @Test
  void refusesHeadersThatDoNotTellColumnsApart() throws IOException {
    assertRefused("a,a,k\n1,2,0\n", LAST, "table, line 1: found two columns called 'a'");
    assertThat(read(",b,k\n1,2,0\n3,4,1\n", "k").featureNames()).containsExactly("column 1", "b");
  }

  @Test
  void refusesAHeaderAlone() {
    assertRefused("a,b,k\n", LAST, "table, line 1: found no rows");
  }

  @Test
  void readsMoreThanTheSampleItJudgesBy() throws IOException {
    String rows =
        IntStream.range(0, 30_000)
            .mapToObj(i -> i + ";" + (i % 2 == 0 ? "even" : "odd"))
            .collect(Collectors.joining("\r\n"));

    Dataset table = read("\uFEFFnumber;kind\r\n" + rows, "kind");

    assertThat(table.rows()).isEqualTo(30_000);
    assertThat(table.featureNames()).containsExactly("number");
    assertThat(table.values()[29_999]).isEqualTo(29_999);
    assertThat(table.labels()[29_999]).isEqualTo(1);
  }

  private static String lines(int different) {
    return IntStream.range(0, different).mapToObj(i -> "1," + i).collect(Collectors.joining("\n"));
  }

  private static Dataset read(String text, String label) throws IOException {
    return read(text, TableOptions.detecting(label));
  }

  private static Dataset read(String text, TableOptions options) throws IOException {
    return new CsvReader()
        .read("t", new ByteArrayInputStream(text.getBytes(UTF_8)), "table", options);
  }

  private static void assertRefused(String text, TableOptions options, String message) {
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> read(text, options))
        .withMessageStartingWith(message);
  }
}
