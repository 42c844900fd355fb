package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that a run leaves. */
class RunReportTest {
  @TempDir private Path folder;

  @Test
  void aRunThatPredictsNumbersIsReportedOn() {
    List<String> arguments = new ArrayList<>(List.of("run", "sine", "--out", folder.toString()));
    arguments.addAll(Terminal.QUICK);
    arguments.addAll(List.of("--set", "evaluation.predictors=[\"moments\",\"geometric\"]"));
    Terminal.Result result = Terminal.inProcess(arguments.toArray(String[]::new));

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Terminal.read(folder, "report.html"))
        .contains("RMSE", "Distance² to MC", "What passes are worth")
        .contains("geometric mean: could not be gone", "a number is predicted")
        .doesNotContain("Calibration");
  }

  @Test
  void aRunThatDivergedSaysWhyAndWhatToDo() {
    Terminal.inProcess(Terminal.run(folder, "--set", "teacher.training.learningRate=1e9"));

    assertThat(Terminal.read(folder, "report.html"))
        .contains("training diverged at step", "lower teacher.training.learningRate")
        .contains("the test rows were not touched");
  }

  @Test
  void changesInTheRecipeAreListed() {
    Terminal.inProcess(
        Terminal.run(
            folder,
            "--set",
            "changes=[{\"step\": 20, \"key\": \"teacher.layers[0].dropRate\", \"value\": 0.25}]"));

    assertThat(Terminal.read(folder, "report.html"))
        .contains(
            "<td>1</td><td>20</td><td class=\"reading\">teacher.layers[0].dropRate</td>"
                + "<td>0.25</td>");
  }
}
