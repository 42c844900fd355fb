package org.dropoutdistillery.desktop.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RunDriver.StepSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LessonModelTest {
  @TempDir private Path folder;

  @Test
  void theFirstMinuteHasFiveStepsThatSayWhatToDo() {
    Lesson lesson = Lesson.firstMinute();
    assertThat(lesson.steps()).hasSize(5);
    assertThat(new RecipeCatalog().contains(lesson.recipe())).isTrue();
    assertThat(lesson.steps())
        .allSatisfy(
            step -> {
              assertThat(step.title()).isNotBlank();
              assertThat(step.text()).hasSizeGreaterThan(80);
              assertThat(step.page()).isIn("Gap", "Masks", "Averaging");
              assertThat(step.highlight()).isNotBlank();
            });
  }

  @Test
  void walksThroughTheFirstMinute() {
    StringProperty page = new SimpleStringProperty("Gap");
    try (Workbench workbench =
        TinyBench.open(folder, "teacher.training.epochs", "10", "student.training.epochs", "10")) {
      TinyBench.await(workbench, RunState.READY);
      LessonModel lesson = new LessonModel(Lesson.firstMinute(), workbench, page);
      lesson.back();
      assertThat(lesson.index().get()).isZero();
      assertThat(lesson.reached().get()).isTrue();

      lesson.next();
      assertThat(lesson.reached().get()).isFalse();
      workbench.step(Phase.TEACHER, StepSize.EPOCH);
      TinyBench.await(workbench, RunState.PAUSED);
      assertReached(lesson);

      lesson.next();
      assertThat(lesson.reached().get()).isFalse();
      workbench.set("teacher.layers[0].dropRate", "0.4", false);
      workbench.step(Phase.BOTH, StepSize.STEP);
      TinyBench.await(workbench, RunState.PAUSED);
      assertReached(lesson);

      lesson.next();
      assertThat(lesson.reached().get()).isFalse();
      page.set("Masks");
      assertReached(lesson);

      lesson.next();
      page.set("Gap");
      assertThat(lesson.reached().get()).isFalse();
      assertThat(lesson.isLast()).isTrue();
      workbench.run();
      TinyBench.await(workbench, RunState.FINISHED);
      assertReached(lesson);
      lesson.next();
      assertThat(lesson.isLast()).isTrue();
    }
  }

  private static void assertReached(LessonModel lesson) {
    lesson.refresh();
    assertThat(lesson.reached().get()).isTrue();
  }
}
