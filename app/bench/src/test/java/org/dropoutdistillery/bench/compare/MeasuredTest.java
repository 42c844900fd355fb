package org.dropoutdistillery.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dropoutdistillery.bench.PlanError;
import org.dropoutdistillery.bench.PlanSearch;
import org.dropoutdistillery.run.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredTest {
  private static final Measured SOME =
      new Measured(
          Section.AVERAGE,
          "2020-01-02T03:04:00Z",
          false,
          new Machine(
              "system",
              24,
              .1,
              new Environment("processor", 2, "17", "OpenBLAS 0.3.31", "ZEN"),
              "1.13",
              "0.3.21",
              List.of("Zen", "Haswell")),
          List.of(new Series("engine/average/40", "ms", "", List.of(400.0, 410.0, 405.0))),
          new PlanSearch.Found(
              new PlanError("own", 100, 6, 1e-4, 1e-6, .01, .001),
              List.of(new PlanError("one for all rows", 40, 100, .9e-4, 1e-6, .01, .001)),
              1e-7,
              1e-7),
          List.of("something failed"));

  @TempDir Path folder;

  @Test
  void isReadAsItWasWritten() throws IOException {
    assertThat(Measured.read(folder, Section.AVERAGE)).isEmpty();
    SOME.write(folder);
    assertThat(Measured.read(folder, Section.AVERAGE)).contains(SOME);
  }

  @Test
  void aDamagedFileIsNamedWithWhatToDo() throws IOException {
    Files.writeString(folder.resolve("average.json"), "{\"section\": \"AVERAGE\", ");
    assertThatThrownBy(() -> Measured.read(folder, Section.AVERAGE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("average.json")
        .hasMessageContaining("delete it");
  }

  @Test
  void theReportHasMachinePlansProblemsAndEveryValue() {
    assertThat(new Report(List.of(SOME), "## What bounds what").markdown())
        .contains("## What bounds what")
        .contains("processor, 2 cores", "ZEN kernels", "Zen of the kernels")
        .contains("| own | 100 | 6 |")
        .contains("something failed")
        .contains("400, 410, 405");
  }
}
