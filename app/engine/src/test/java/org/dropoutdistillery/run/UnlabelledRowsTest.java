package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetFormatException;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlabelledRowsTest {
  @TempDir Path folder;

  private static Recipe iris(Path unlabelled, String... more) {
    Map<String, String> changes =
        new HashMap<>(
            Map.of(
                "teacher.training.epochs", "20",
                "student.training.epochs", "10",
                "student.training.batchSize", "32",
                "evaluation.passes", "20",
                "evaluation.finalPasses", "20",
                "evaluation.bootstrapResamples", "200",
                "student.unlabelled", unlabelled == null ? "null" : "\"" + unlabelled + "\""));
    for (int i = 0; i < more.length; i += 2) {
      changes.put(more[i], more[i + 1]);
    }
    return new RecipeCatalog().load("iris", changes);
  }

  /** The columns in another order, one of them not a feature. */
  private Path file(int rows, String lastCell) throws IOException {
    Dataset iris = RunData.load(iris(null)).loaded().dataset();
    StringBuilder text = new StringBuilder("note");
    for (int j = 3; j >= 0; j--) {
      text.append(',').append(iris.featureNames().get(j));
    }
    for (int i = 0; i < rows; i++) {
      text.append("\nseen");
      for (int j = 3; j >= 0; j--) {
        boolean last = i == rows - 1 && j == 0;
        text.append(',').append(last ? lastCell : Float.toString(5 + .01f * i + j));
      }
    }
    return Files.writeString(folder.resolve("more rows.csv"), text + "\n");
  }

  @Test
  void theyAreStandardisedLikeTheTrainingRows() throws IOException {
    RunData data = RunData.load(iris(file(7, "5.06")));
    double[] means = data.loaded().standardizer().orElseThrow().means();
    double[] scales = data.loaded().standardizer().orElseThrow().scales();
    assertThat(data.unlabelled()).hasSize(28);
    for (int j = 0; j < 4; j++) {
      assertThat((double) data.unlabelled()[4 * 3 + j])
          .isCloseTo((5.03 + j - means[j]) / scales[j], within(1e-5));
    }
  }

  @Test
  void theStudentsEpochsRunOverThemAndTheTeachersDoNot() throws IOException {
    int training = RunData.load(iris(null)).split().train().length;
    Recipe recipe = iris(file(200, "7"));
    try (Workers workers = new Workers(1)) {
      Run run = new Run(recipe, RunData.load(recipe), workers);
      long teacher = 20L * ((training + 63) / 64);
      assertThat(run.totalSteps()).isEqualTo(teacher + 10L * ((training + 200 + 31) / 32));
      assertThat(new RunDriver(run, point -> {}, false).drive().isComplete()).isTrue();
    }
  }

  @Test
  void whatIsNoFileOfSuchRowsIsRefused() throws IOException {
    Path missing = folder.resolve("none.csv");
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> RunData.load(iris(missing)))
        .withMessageContaining("student.unlabelled: \"" + missing + "\"")
        .withMessageContaining("expected null or the path");
    Path spoilt = file(3, "much");
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> RunData.load(iris(spoilt)))
        .withMessageContaining("more rows.csv")
        .withMessageContaining("line 4")
        .withMessageContaining("much");
  }

  @Test
  void rowsThatOverflowWhenTheyAreStandardisedAreRefused() throws IOException {
    Path far = file(3, "3e38");
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> RunData.load(iris(far)))
        .withMessageContaining("student.unlabelled: \"" + far + "\"")
        .withMessageContaining("of row 3 is too far from the training rows of 'iris'");
  }
}
