package org.dropoutdistillery.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCountsTest {
  /** Steps between evaluations that end with the teacher, with the run, or with neither. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 100})
  void countsTheEvaluationsThatARunHas(int every) throws IOException {
    Recipe recipe =
        new RecipeCatalog()
            .load(
                "iris",
                Map.of(
                    "teacher.training.epochs", "2",
                    "student.training.epochs", "3",
                    "evaluation.passes", "20",
                    "evaluation.finalPasses", "20",
                    "evaluation.everySteps", Integer.toString(every)));
    RunData data = RunData.load(recipe);
    RunCounts counts = RunCounts.of(recipe, data);
    try (Workers workers = new Workers(1)) {
      RunOutcome outcome =
          new RunDriver(new Run(recipe, data, workers), point -> {}, false).drive();
      long withTeacher =
          outcome.curve().stream().filter(at -> at.step() <= counts.teacherSteps()).count();
      assertThat(counts.teacherSteps() + counts.studentSteps()).isEqualTo(outcome.totalSteps());
      assertThat(counts.averages()).isEqualTo(withTeacher);
      assertThat(counts.comparisons()).isEqualTo(outcome.curve().size() - withTeacher);
    }
  }
}
