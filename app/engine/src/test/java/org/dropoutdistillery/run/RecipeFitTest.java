package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recipe that does not fit its data is refused with the key at fault. */
class RecipeFitTest {
  private final Workers workers = new Workers(2);

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  private Run run(Recipe recipe) {
    return new Run(recipe, TinyRun.data(recipe, TinyRun.DIGITS), workers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0001", "0.9999"})
  void aShareThatLeavesNoRowOnOneSideIsRefusedWithItsKey(String share) {
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> RunData.load(TinyRun.recipe("data.validationFraction", share)))
        .withMessage(
            "digits: data.validationFraction: "
                + Double.valueOf(share)
                + ", expected a share that leaves at least one of 1437 rows on either side");
  }

  @Test
  void shiftsOfATableAreRefusedWithTheirKey() {
    Dataset digits = TinyRun.DIGITS;
    Dataset table =
        new Dataset(
            "flat",
            digits.rows(),
            digits.features(),
            digits.values(),
            digits.targets(),
            digits.featureNames(),
            null);

    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> new Run(TinyRun.recipe(), TinyRun.data(TinyRun.recipe(), table), workers))
        .withMessage(
            "digits: student.transferInputs.shift: 1, expected 0: rows of 'flat' are not images");
    assertThat(
            TinyRun.drive(TinyRun.recipe("student.transferInputs.shift", "0"), table, 1)
                .isComplete())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "2000000000"})
  void shiftsBeyondTheImageAreRefusedWithTheirKey(String shift) {
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> run(TinyRun.recipe("student.transferInputs.shift", shift)))
        .withMessage(
            "digits: student.transferInputs.shift: "
                + shift
                + ", expected less than the 8 x 8 pixels of an image");
  }

  /** Below a mean of whole maps, weights have the same shapes whatever the size of the images. */
  @Test
  void aTeacherOfImagesOfAnotherSizeIsRefusedWithBothShapes() {
    Recipe recipe =
        TinyRun.recipe(
            "teacher.layers",
            """
            [{"channels": 3, "kernel": 3, "stride": 1, "padding": "same", "batchNorm": false,
              "activation": "relu", "dropRate": 0.25, "masks": "element", "blockSize": null,
              "pool": {"kind": "global_average", "size": null, "stride": null}}]""");
    Network trained =
        Network.initialised(
            RecipeNetworks.architecture(recipe.teacher(), 25, new ImageShape(5, 5), 10), 1);

    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> new Run(recipe, TinyRun.data(recipe, TinyRun.DIGITS), trained, workers))
        .withMessage(
            "digits: teacher.layers: the trained teacher has 1×5×5-3-10, expected 1×8×8-3-10");
  }
}
