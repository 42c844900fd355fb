package org.dropoutdistillery.distil;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransferMasksTest {
  @Test
  void noTwoMasksShareAPassHoweverManyEachStepHas() {
    int[] masksOfStep = {1, 8, 2, TransferSettings.MOST_MASKS, 3, 1};
    Set<Long> passes = new HashSet<>();
    long lastStep = (1L << 40) - 1;
    for (int i = 0; i < masksOfStep.length; i++) {
      long step = i < 4 ? i : lastStep - i;
      int stride = Math.max(1, masksOfStep[i] / 1000);
      for (int mask = 0; mask < masksOfStep[i]; mask += stride) {
        assertThat(passes.add(TransferMasks.pass(step, mask))).isTrue();
      }
    }
    assertThat(passes).allMatch(pass -> pass >= 0);
  }
}
