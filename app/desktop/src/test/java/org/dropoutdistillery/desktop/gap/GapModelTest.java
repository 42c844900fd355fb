package org.dropoutdistillery.desktop.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.dropoutdistillery.desktop.session.Comparison;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.plots.QualityMeasure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GapModelTest {
  private static final long HALF_A_SECOND = 500_000_000L;
  @TempDir Path folder;
  private Workbench workbench;

  @AfterEach
  void close() {
    TinyBench.close(workbench);
  }

  @Test
  void saysWhatToDoBeforeARun() {
    workbench = TinyBench.open(folder);
    TinyBench.await(workbench, RunState.READY);
    GapModel.View view = new GapModel(workbench, new Comparison()).refresh(0);

    assertThat(view.headline()).startsWith("Press Run");
    assertThat(view.result()).isNull();
    assertThat(view.steps()).isEqualTo(84);
    assertThat(view.measures()).hasSize(4);
  }

  @Test
  void showsTheTestRowsOnceTheRunIsOver() {
    workbench = TinyBench.open(folder);
    GapModel model = new GapModel(workbench, new Comparison());
    workbench.run();
    TinyBench.await(workbench, () -> workbench.curve().size() >= 3);
    GapModel.View running = model.refresh(0);
    assertThat(running.source()).contains("validation rows after step");
    assertThat(running.result()).isNull();

    TinyBench.await(workbench, RunState.FINISHED);
    GapModel.View over = model.refresh(1);
    Report test = workbench.result().get().outcome().test().report();
    assertThat(over.result()).isEqualTo(test);
    assertThat(over.headline() + " " + over.details()).isEqualTo(test.verdict());
    assertThat(over.source()).startsWith("360 test rows, measured once");
    assertThat(over.curve()).isEqualTo(workbench.result().get().outcome().curve());
  }

  @Test
  void looksTwiceASecondWhileARunGoesOn() {
    workbench = TinyBench.open(folder, "teacher.training.epochs", "2000");
    GapModel model = new GapModel(workbench, new Comparison());
    workbench.run();
    TinyBench.await(workbench, () -> workbench.curve().size() >= 3);
    int seen = model.refresh(0).curve().size();
    TinyBench.await(workbench, () -> workbench.curve().size() > seen);

    assertThat(model.refresh(HALF_A_SECOND / 5)).isNull();
    assertThat(model.refresh(HALF_A_SECOND).curve()).hasSizeGreaterThan(seen);
  }

  @Test
  void knowsWhatValuesWereAsTheRunBegan() {
    workbench = TinyBench.open(folder, "teacher.training.epochs", "2000");
    workbench.run();
    TinyBench.await(workbench, () -> workbench.curve().size() >= 3);
    workbench.set("teacher.layers[0].dropRate", "0.3", false);
    TinyBench.await(workbench, () -> !workbench.changes().isEmpty());
    GapModel.View view = new GapModel(workbench, new Comparison()).refresh(0);

    assertThat(view.changes()).hasSize(1);
    assertThat(view.startOf("teacher.layers[0].dropRate")).isEqualTo(0.5);
  }

  @Test
  void predictedNumbersHaveMeasuresOfTheirOwn() {
    workbench =
        TinyBench.open(
            folder,
            "data.dataset",
            "sine",
            "data.standardise",
            "true",
            "student.transferInputs.shift",
            "0",
            "student.divergence",
            "squared_error");
    workbench.run();
    TinyBench.await(workbench, () -> workbench.curve().size() >= 2);

    assertThat(new GapModel(workbench, new Comparison()).refresh(0).measures())
        .containsExactly(QualityMeasure.RMSE, QualityMeasure.NLL);
  }
}
