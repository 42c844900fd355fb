package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Rows from outside are predicted as rows of the data are. */
class RowPredictorTest {
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  @Test
  void rowsOfTheDataInTheirUnitGiveWhatTheRunPredicts() throws IOException {
    Recipe recipe = recipe("wine");
    RunData data = RunData.load(recipe);
    Network student = teacher(recipe, data).copyWithoutDropout();
    float[] raw = data.loaded().dataset().values();

    RowPredictions predicted = new RowPredictor(recipe, data, raw, WORKERS).once(student);

    double[] expected =
        new StandardPredictor(student, WORKERS).predict(student, all(data)).probabilities();
    assertThat(predicted.values()).isEqualTo(expected);
    assertThat(raw[0]).as("the rows themselves stay as they were").isEqualTo(14.23f);
    assertThat(predicted.entropy()).isNull();
  }

  @Test
  void theAverageIsTheOneOfTheFinalTest() throws IOException {
    Recipe recipe = recipe("wine");
    RunData data = RunData.load(recipe);
    Network teacher = teacher(recipe, data);
    int[] ids = all(data).ids();
    float[] raw = data.loaded().dataset().values();

    RowPredictions predicted = average(recipe, data, raw, teacher, recipe.seed());

    // The masks of a row go by its id, so the same rows give the same passes.
    var test = new FinalTest(recipe, data, ids, teacher, null, WORKERS).run(() -> false);
    double information = TinyRun.gap(test).mutualInformation();
    assertThat(Arrays.stream(predicted.mutualInformation()).average().orElseThrow())
        .isEqualTo(information, within(1e-12));
    assertThat(Arrays.stream(predicted.entropy()).average().orElseThrow())
        .isEqualTo(TinyRun.gap(test).monteCarlo().entropy(), within(1e-12));
    assertThat(predicted.deviation()).isNull();
    assertThat(average(recipe, data, raw, teacher, 99).values()).isNotEqualTo(predicted.values());
  }

  @Test
  void numbersComeInTheUnitOfTheResponse() throws IOException {
    Recipe recipe = recipe("sine");
    RunData data = RunData.load(recipe);
    Network teacher = teacher(recipe, data);
    float[] raw = data.loaded().dataset().values();

    RowPredictions once = new RowPredictor(recipe, data, raw, WORKERS).once(teacher);
    RowPredictions average = average(recipe, data, raw, teacher, 1);

    double[] standardised = new StandardPredictor(teacher, WORKERS).outputs(teacher, all(data));
    double scale = data.responses().scale();
    for (int row = 0; row < standardised.length; row++) {
      assertThat(once.values()[row])
          .isEqualTo(standardised[row] * scale + data.responses().mean(), within(1e-12));
    }
    assertThat(average.entropy()).isNull();
    assertThat(average.values()).hasSameSizeAs(once.values());
    // An average of 40 passes lies within a few standard errors of a longer one.
    RowPredictions longer =
        average(RecipeJson.changed(recipe, "evaluation.finalPasses", 4000), data, raw, teacher, 2);
    for (int row = 0; row < 20; row++) {
      assertThat(average.values()[row])
          .isEqualTo(longer.values()[row], within(5 * longer.deviation()[row] / Math.sqrt(40)));
    }
  }

  private static RowPredictions average(
      Recipe recipe, RunData data, float[] raw, Network teacher, long seed) {
    return new RowPredictor(recipe, data, raw, WORKERS).average(teacher, seed, () -> false);
  }

  private static RowSource all(RunData data) {
    int[] ids = IntStream.range(0, data.dataset().rows()).toArray();
    return new RowSource(data.dataset().values(), data.dataset().features(), ids);
  }

  private static Network teacher(Recipe recipe, RunData data) {
    return Network.initialised(RecipeNetworks.architecture(recipe.teacher(), data.dataset()), 7);
  }

  private static Recipe recipe(String dataset) {
    return TinyRun.recipe(
        "data.dataset", dataset, "data.standardise", "true", "student.transferInputs.shift", "0");
  }
}
