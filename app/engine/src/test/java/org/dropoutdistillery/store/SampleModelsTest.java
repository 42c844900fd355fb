package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.RecipeCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleModelsTest {
  private static final Path FOLDER = Path.of("..", "..", "sample-models");

  private static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".npz"))
          .map(name -> name.substring(0, name.length() - 4))
          .toList();
    }
  }

  @Test
  void allAreDescribed() throws IOException {
    assertThat(names()).contains("digits", "moons", "cancer", "fashion");
    String description = Files.readString(FOLDER.resolve("README.md"));
    assertThat(names()).allSatisfy(name -> assertThat(description).contains(name + ".npz"));
  }

  /** Opening compares the digest of the data, too. */
  @ParameterizedTest
  @MethodSource("names")
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
