package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final List<String> NAMES = List.of("no", "yes");
  private static final List<String> FEATURES = List.of("width", "height");

  @Test
  void givesRowsByTheirIds() {
    Dataset dataset = table(new float[] {1, 2, 3, 4, 5, 6}, 0, 1, 1);

    assertThat(dataset.valuesOf(new int[] {2, 0, 2})).containsExactly(5, 6, 1, 2, 5, 6);
    assertThat(dataset.labelsOf(new int[] {2, 0, 2})).containsExactly(1, 0, 1);
    assertThat(dataset.classes()).isEqualTo(2);
    assertThat(dataset.classCounts()).containsExactly(1, 2);
  }

  @Test
  void copiesTheRowsThatItGives() {
    Dataset dataset = table(new float[] {1, 2, 3, 4}, 0, 1);

    dataset.valuesOf(new int[] {0})[0] = 9;

    assertThat(dataset.valuesOf(new int[] {0})).containsExactly(1, 2);
  }

  @Test
  void keepsItsOwnListOfClassNames() {
    List<String> names = new ArrayList<>(NAMES);
    Dataset dataset = Dataset.table("t", 2, new float[2], new ClassLabels(new int[1], names));

    names.clear();

    assertThat(dataset.classNames()).containsExactly("no", "yes");
  }

  @Test
  void refusesAnUnknownRow() {
    Dataset dataset = table(new float[] {1, 2, 3, 4}, 0, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset.valuesOf(new int[] {0, 2}))
        .withMessage("row id 2 of data set 't', expected 0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset.labelsOf(new int[] {-1}))
        .withMessageContaining("row id -1");
  }

  @Test
  void namesRowAndColumnOfWhatIsNotFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table(new float[] {1, 2, 3, Float.NaN}, 0, 1))
        .withMessage("row 1, column 1 is NaN, expected a finite number (both counted from 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table(new float[] {1, 2, Float.NEGATIVE_INFINITY, 4}, 0, 1))
        .withMessageContaining("row 1, column 0 is -Infinity");
  }

  @Test
  void refusesLabelsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table(new float[4], 0, 2))
        .withMessage("row 1 has label 2, expected 0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table(new float[4], -1, 0))
        .withMessageContaining("row 0 has label -1");
  }

  @Test
  void refusesSizesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table(new float[5], 0, 1))
        .withMessage("data set of shape [2, 2] needs 4 values and 2 targets, got 5 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dataset("t", 2, 2, new float[4], labels(new int[3]), FEATURES, null))
        .withMessageContaining("got 4 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dataset("t", 0, 2, new float[0], labels(), FEATURES, null))
        .withMessageContaining("shape [0, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Dataset("t", 1 << 16, 1 << 16, new float[0], labels(0), FEATURES, null))
        .withMessageContaining("needs 4294967296 values");
  }

  @Test
  void refusesAnImageThatIsNotARow() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Dataset(
                    "t",
                    1,
                    6,
                    new float[6],
                    labels(0),
                    Dataset.defaultFeatureNames(6),
                    new ImageShape(2, 2)))
        .withMessage("images of 2 x 2 pixels need 4 features, got 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageShape(0, 3))
        .withMessageContaining("height 0");
  }

  @Test
  void refusesClassNamesThatDoNotTellClassesApart() {
    for (List<String> names : List.of(List.of("one"), List.of("same", "same"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ClassLabels(new int[1], names))
          .withMessageContaining("class names " + names);
    }
  }

  @Test
  void givesNumbersToPredict() {
    Dataset dataset = numbers(1.5f, -2, 4);

    assertThat(dataset.isRegression()).isTrue();
    assertThat(dataset.outputs()).isEqualTo(1);
    assertThat(dataset.responses()).containsExactly(1.5f, -2, 4);
    assertThat(dataset.responsesOf(new int[] {2, 0})).containsExactly(4, 1.5f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset.responsesOf(new int[] {3}))
        .withMessage("row id 3 of data set 't', expected 0 to 2");
  }

  @Test
  void hasOneOutputForEachClass() {
    Dataset dataset = table(new float[2], 1);

    assertThat(dataset.isRegression()).isFalse();
    assertThat(dataset.outputs()).isEqualTo(2);
  }

  @Test
  void refusesToGiveWhatTheOtherKindHas() {
    assertThatIllegalStateException()
        .isThrownBy(() -> table(new float[2], 1).responses())
        .withMessage("data set 't' has classes, not responses");
    Dataset numbers = numbers(1);
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            numbers::classes,
            numbers::labels,
            numbers::classNames,
            numbers::classCounts,
            () -> numbers.labelsOf(new int[] {0}))) {
      assertThatIllegalStateException()
          .isThrownBy(call)
          .withMessage("data set 't' has responses, not classes");
    }
  }

  @Test
  void refusesResponsesThatAreNoNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers(1, Float.NaN))
        .withMessage("row 1 has the response NaN, expected a finite number");
  }

  @Test
  void namesItsFeatures() {
    ClassLabels one = labels(0);

    assertThat(table(new float[2], 1).featureNames()).containsExactly("width", "height");
    assertThat(Dataset.table("t", 3, new float[3], one).featureNames())
        .containsExactly("feature 1", "feature 2", "feature 3");
    for (List<String> names : List.of(List.of("one"), List.of("same", "same"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Dataset("t", 1, 2, new float[2], one, names, null))
          .withMessage("feature names " + names + ", expected 2, all different");
    }
  }

  private static Dataset table(float[] values, int... labels) {
    return new Dataset("t", labels.length, 2, values, labels(labels), FEATURES, null);
  }

  private static Dataset numbers(float... responses) {
    float[] values = new float[2 * responses.length];
    return new Dataset(
        "t", responses.length, 2, values, new Responses(responses, "price"), FEATURES, null);
  }

  private static ClassLabels labels(int... labels) {
    return new ClassLabels(labels, NAMES);
  }
}
