package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not fit a saved run is said in one sentence, and nothing is written or changed. */
class BadSavedRunTest {
  @TempDir private static Path shared;

  @TempDir private Path folder;
  private Path run;

  @BeforeAll
  static void saveRun() {
    Terminal.Result result = Terminal.inProcess(Terminal.run(shared.resolve("run")));
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  @BeforeEach
  void copyRun() throws IOException {
    run = Files.createDirectory(folder.resolve("run"));
    for (String file : Terminal.filesIn(shared.resolve("run"))) {
      Files.copy(shared.resolve("run").resolve(file), run.resolve(file));
    }
    Files.writeString(folder.resolve("rows.csv"), "1,2\n");
    Files.writeString(folder.resolve("text.csv"), "0" + ",0".repeat(62) + ",many\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          evaluate none                                            | 4 | none: no such folder, expected one that 'run' or 'distil' wrote
          evaluate rows.csv                                        | 4 | rows.csv: no packed run
          evaluate run --passes 7                                  | 2 | evaluation.finalPasses: 7, expected a multiple of blocks (10)
          evaluate run --predictors nothing                        | 2 | evaluation.predictors[0]: "nothing", expected one of exact
          evaluate run --rows training                             | 2 | expected one of
          distil none                                              | 4 | none: no such folder
          distil run/teacher.npz --out new                         | 2 | name them with --recipe
          distil run --out run                                     | 2 | the teacher's own folder
          distil run --set data.validationFraction=0.3 --out new   | 2 | data: not the teacher's
          distil run --set teacher.layers[0].units=9 --out new     | 2 | teacher.layers: not the teacher's
          distil run --set teacher.layers[0].activation=tanh --out new | 2 | teacher.layers: not the teacher's
          distil run --recipe moons --out new                      | 2 | data: not the teacher's
          distil run --recipe nothing --out new                    | 2 | nothing: no such recipe
          distil run --set student.masksPerStep=0 --out new        | 2 | student.masksPerStep: 0
          distil run/teacher.npz --recipe digits --out new         | 4 | array layers.0.weight has shape [16, 64], expected [256, 64]
          distil rows.csv --recipe digits --out new                | 4 | rows.csv: found a damaged zip file
          distil run --threads 0 --out new                         | 2 | workers: 0
          predict run                                              | 2 | --in
          predict run --in none.csv                                | 4 | none.csv: no such file
          predict run --in rows.csv                                | 4 | rows.csv, line 1: found 2 fields; expected 64
          predict run --in text.csv --out out.csv                  | 4 | text.csv, line 1: found 'many' in field 64 of 64; expected a finite number
          predict run --in rows.csv --with student --passes 10     | 2 | --passes and --seed are for --with mc
          predict run --in rows.csv --out none/out.csv             | 4 | there is no folder
          predict run --in rows.csv --out run                      | 4 | it is a folder
          predict run --in rows.csv --with everything              | 2 | --with
          export run --out model.bin                               | 2 | .npz, .safetensors or .onnx
          export run --out none/model.npz                          | 4 | there is no folder
          export run                                               | 2 | --out
          export run --out model.npz --network both                | 2 | --network
          """)
  void wrongCommandsAreRefusedAndLeaveEverythingAsItWas(String line, int exitCode, String message)
      throws IOException {
    Map<String, String> before = contents();
    Terminal.Result result = Terminal.inProcess(arguments(line));

    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.err().replace(folder + "/", "")).contains(message);
    assertThat(result.err()).doesNotContain("Exception", "\tat ");
    assertThat(result.err().lines().filter(text -> !text.isBlank()).count()).isLessThanOrEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void damagedWeightsStopEveryCommand() throws IOException {
    Path file = run.resolve("teacher.npz");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 40));

    for (List<String> arguments :
        List.of(
            List.of("evaluate", run.toString()),
            List.of("distil", run.toString(), "--out", folder.resolve("new").toString()),
            List.of("predict", run.toString(), "--in", folder.resolve("rows.csv").toString()),
            List.of("export", run.toString(), "--out", folder.resolve("m.npz").toString()))) {
      Terminal.Result result = Terminal.inProcess(arguments.toArray(String[]::new));
      assertThat(result.exitCode()).isEqualTo(Distillery.NO_FILE);
      assertThat(result.err()).contains("teacher.npz", "damaged zip file");
    }
    assertThat(folder.resolve("new")).doesNotExist();
    assertThat(folder.resolve("m.npz")).doesNotExist();
  }

  @Test
  void aRunWithoutAStudentStillHasATeacher() throws IOException {
    Files.delete(run.resolve("student.npz"));
    Path summary = run.resolve("summary.json");
    Files.writeString(
        summary,
        Files.readString(summary).replace("\"completed\" : true", "\"completed\" : false"));

    Terminal.Result export =
        Terminal.inProcess("export", run.toString(), "--out", folder.resolve("s.npz").toString());
    assertThat(export.exitCode()).isEqualTo(Distillery.NO_FILE);
    assertThat(export.err()).contains("student.npz: no such file", "'distil' makes one");
    Terminal.Result teacher =
        Terminal.inProcess(
            "export",
            run.toString(),
            "--network",
            "teacher",
            "--out",
            folder.resolve("t.npz").toString());
    assertThat(teacher.exitCode()).isZero();
    assertThat(teacher.err()).contains("stopped before its last step");
    Path out = folder.resolve("new");
    assertThat(Terminal.inProcess("distil", run.toString(), "--out", out.toString()).exitCode())
        .isZero();
    assertThat(out.resolve("student.npz")).exists();
  }

  /** Makes the names of files in a command line paths in this test's folder. */
  private String[] arguments(String line) {
    return Stream.of(line.strip().split(" +"))
        .map(
            word ->
                word.matches("(none|run|new|rows|text|out|model)([./].*)?")
                    ? folder.resolve(word).toString()
                    : word)
        .toArray(String[]::new);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String content =
            Files.isDirectory(file)
                ? ""
                : Arrays.toString(Files.readAllBytes(file)).hashCode() + "";
        contents.put(folder.relativize(file).toString(), content);
      }
    }
    return contents;
  }
}
