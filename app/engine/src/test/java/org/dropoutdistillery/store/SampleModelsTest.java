package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.RecipeCatalog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleModelsTest {
  private static final Path FOLDER = Path.of("..", "..", "sample-models");

  /** Opening compares the digest of the data, too. */
  @ParameterizedTest
  @ValueSource(strings = {"digits", "moons", "cancer"})
  void opensWithItsWholeCurveAndAStudentThatIsNearer(String name) throws IOException {
    SavedRun sample = SavedRun.open(FOLDER.resolve(name + ".npz"), Map.of());

    assertThat(sample.recipe()).isEqualTo(new RecipeCatalog().load(name).settled());
    assertThat(sample.isComplete()).isTrue();
    EvaluationPoint last = sample.curve().get(sample.curve().size() - 1);
    assertThat(last.step()).isEqualTo(sample.origin().totalSteps());
    Report report = last.report();
    assertThat(report.studentToMc().value()).isLessThan(report.standardToMc().value());
  }
}
