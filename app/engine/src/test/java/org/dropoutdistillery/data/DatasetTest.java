package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final List<String> NAMES = List.of("no", "yes");

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
    Dataset dataset = new Dataset("t", 1, 2, new float[2], new int[1], names, null);

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
        .withMessage("data set of shape [2, 2] needs 4 values and 2 labels, got 5 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dataset("t", 2, 2, new float[4], new int[3], NAMES, null))
        .withMessageContaining("got 4 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dataset("t", 0, 2, new float[0], new int[0], NAMES, null))
        .withMessageContaining("shape [0, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Dataset("t", 1 << 16, 1 << 16, new float[0], new int[1 << 16], NAMES, null))
        .withMessageContaining("needs 4294967296 values");
  }

  @Test
  void refusesAnImageThatIsNotARow() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Dataset("t", 1, 6, new float[6], new int[1], NAMES, new ImageShape(2, 2)))
        .withMessage("images of 2 x 2 pixels need 4 features, got 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageShape(0, 3))
        .withMessageContaining("height 0");
  }

  @Test
  void refusesClassNamesThatDoNotTellClassesApart() {
    for (List<String> names : List.of(List.of("one"), List.of("same", "same"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Dataset("t", 1, 1, new float[1], new int[1], names, null))
          .withMessageContaining("class names " + names);
    }
  }

  private static Dataset table(float[] values, int... labels) {
    return new Dataset("t", labels.length, 2, values, labels, NAMES, null);
  }
}
