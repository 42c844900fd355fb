package org.dropoutdistillery.desktop.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dropoutdistillery.dropout.MaskSharing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
  private static final int[] ROWS = {3, 8, 20, 41, 57};
  private static final Place PRESENT = new Place(7, 17, 2);
  private final AddressText own = new AddressText(ROWS, MaskSharing.NONE);
  private final AddressText pairs = new AddressText(ROWS, new MaskSharing(2));

  @Test
  void whatIsWrittenIsReadAgain() {
    assertThat(own.of(PRESENT)).isEqualTo("seed 7 / pass 17 / row 20");
    assertThat(pairs.of(PRESENT)).isEqualTo("seed 7 / pass 17 / group 1");
    Place other = new Place(-5, 1_000_000, 4);
    assertThat(own.parse(own.of(other), PRESENT)).isEqualTo(other);
    assertThat(pairs.parse(pairs.of(other), PRESENT)).isEqualTo(other);
  }

  @Test
  void partsThatAreLeftOutStay() {
    assertThat(own.parse(" PASS 3 ", PRESENT)).isEqualTo(new Place(7, 3, 2));
    assertThat(own.parse("row 57,pass 0", PRESENT)).isEqualTo(new Place(7, 0, 4));
  }

  @Test
  void aGroupKeepsItsRowOrGoesToItsFirst() {
    Place third = new Place(7, 17, 3);
    assertThat(pairs.parse("group 1", third)).isEqualTo(third);
    assertThat(pairs.parse("group 0", third)).isEqualTo(new Place(7, 17, 0));
    assertThat(pairs.parse("row 8", third)).isEqualTo(new Place(7, 17, 1));
    AddressText all = new AddressText(ROWS, MaskSharing.PASS);
    assertThat(all.parse("group 0", third)).isEqualTo(third);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "row 21           | the nearest are rows 20 and 41",
        "row 1            | the first is row 3",
        "row 99999999999  | the last is row 57",
        "pass -1          | passes count from 0 up",
        "group 1          | each row has a mask of its own",
        "seed x           | expected an address such as",
        "seed 7 pass 17   | expected an address such as",
        "''               | expected an address such as",
        "pass 1 / pass 2  | twice",
        "pass 99999999999999999999 | too large"
      })
  void whatDoesNotFitIsRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> own.parse(text, PRESENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void groupsThatThereAreNotAreRefused() {
    assertThatThrownBy(() -> pairs.parse("group 3", PRESENT)).hasMessageContaining("from 0 to 2");
  }
}
