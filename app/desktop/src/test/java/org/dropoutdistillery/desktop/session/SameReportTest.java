package org.dropoutdistillery.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dropoutdistillery.cli.Distillery;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.RunDriver.StepSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The window and the terminal leave the same folder behind. What may differ is what a clock says:
 * the seconds of the run, and milliseconds for each example.
 */
@Timeout(240)
class SameReportTest {
  @TempDir private Path folder;
  private Workbench workbench;

  @AfterEach
  void close() {
    TinyBench.close(workbench);
  }

  @Test
  void reportAndFilesAreTheSameButForTimes() throws Exception {
    workbench =
        TinyBench.open(
            folder,
            "evaluation.predictors",
            "[\"moments\", \"geometric\", \"expectation_linear\"]");
    TinyBench.await(workbench, RunState.READY);
    workbench.step(Phase.TEACHER, StepSize.EPOCH);
    TinyBench.await(workbench, RunState.PAUSED);
    workbench.set("teacher.layers[0].dropRate", "0.3", false);
    workbench.run();
    TinyBench.await(workbench, RunState.FINISHED);
    Path window = workbench.result().get().folder();
    Path terminal = folder.resolve("terminal");
    runInTerminal(window.resolve("recipe.json"), terminal);

    assertThat(names(terminal)).isEqualTo(names(window)).contains("report.html");
    String report = Files.readString(window.resolve("report.html"));
    assertThat(withoutTimes(report))
        .isEqualTo(withoutTimes(Files.readString(terminal.resolve("report.html"))))
        .contains("Changed while the run went on", "Other roads to the average", "<svg")
        .hasSizeGreaterThan(report.length() - 1000);
    for (String file :
        List.of("metrics.csv", "evaluations.jsonl", "recipe.json", "teacher.npz", "student.npz")) {
      assertThat(window.resolve(file)).hasSameBinaryContentAs(terminal.resolve(file));
    }
  }

  private static String withoutTimes(String report) {
    return report
        .replaceFirst(" steps, [\\d.]+ s</p>", " steps</p>")
        .replaceAll("<td data-label=\"ms per example\">[^<]*</td>", "");
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void runInTerminal(Path recipe, Path out) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true"));
    Arrays.stream(System.getProperty("jdk.arguments", "").split(" "))
        .filter(argument -> !argument.isBlank())
        .forEach(command::add);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Distillery.class.getName()));
    command.addAll(List.of("run", recipe.toString(), "--out", out.toString(), "--threads", "1"));
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
  }
}
