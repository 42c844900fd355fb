package org.dropoutdistillery.distil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;
import org.junit.jupiter.api.Test;

class TransferPoolTest {
  private static final int[] TRAINING_IDS = {0, 2};

  private final Dataset table = dataset(null);

  private static Dataset dataset(ImageShape shape) {
    float[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    return new Dataset(
        "table",
        3,
        4,
        values,
        new ClassLabels(new int[3], List.of("a", "b")),
        Dataset.defaultFeatureNames(4),
        shape);
  }

  @Test
  void idsOfUnlabelledRowsGoOnAfterTheDataSet() {
    TransferPool pool = new TransferPool(table, TRAINING_IDS, new float[8]);

    assertThat(pool.ids()).containsExactly(0, 2, 3, 4);
    assertThat(new TransferPool(table, TRAINING_IDS).ids()).containsExactly(0, 2);
  }

  @Test
  void readsPartsOfBothKindsOfRows() {
    float[] unlabelled = {-1, -2, -3, -4, -5, -6, -7, -8};
    TransferPool pool = new TransferPool(table, TRAINING_IDS, unlabelled);
    float[] target = new float[4];

    pool.read(2, 1, target, 0, 2);
    pool.read(4, 2, target, 2, 2);

    assertThat(target).containsExactly(9, 10, -7, -8);
  }

  @Test
  void refusesWhatIsNoRow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransferPool(table, new int[0]))
        .withMessageContaining("no rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransferPool(table, new int[] {0, 3}))
        .withMessageContainingAll("row id 3", "0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransferPool(table, TRAINING_IDS, new float[6]))
        .withMessageContainingAll("6 unlabelled values", "4 features");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TransferPool(table, TRAINING_IDS, new float[] {0, 0, 0, 0, 0, Float.NaN, 0, 0}))
        .withMessageContainingAll("row 1, column 1", "NaN");
  }

  @Test
  void refusesShiftsThatLeaveNothingOfAnImage() {
    TransferPool rows = new TransferPool(table, TRAINING_IDS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows.requireFits(new TransferInputs(0, 0, 1)))
        .withMessageContainingAll("shift: 1", "not images");
    rows.requireFits(new TransferInputs(1, 1, 0));
    TransferPool images = new TransferPool(dataset(new ImageShape(2, 2)), TRAINING_IDS);
    images.requireFits(new TransferInputs(0, 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.requireFits(new TransferInputs(0, 0, 2)))
        .withMessageContainingAll("shift: 2", "less than the 2 x 2 pixels");
  }
}
