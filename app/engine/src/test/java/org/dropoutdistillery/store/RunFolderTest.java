package org.dropoutdistillery.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.TinyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
  private static final Environment ENVIRONMENT = new Environment("p", 2, "17", "b", "k");
  private static final RunOutcome FIRST = TinyRun.drive(TinyRun.recipe());
  private static final RunOutcome SECOND = TinyRun.drive(TinyRun.recipe().withSeed(2));

  @TempDir Path folder;

  @Test
  void writesEveryFileAndNothingElse() throws IOException {
    Path deep = folder.resolve("runs/first");
    RunFolder run = RunFolder.open(deep);
    assertThat(run.path()).isEqualTo(deep);
    assertThat(names(deep)).isEmpty();
    run.write(FIRST, ENVIRONMENT, "<p>Größe</p>");

    assertThat(names(deep))
        .containsExactly(
            "evaluations.jsonl",
            "metrics.csv",
            "recipe.json",
            "report.html",
            "student.npz",
            "summary.json",
            "teacher.npz");
    assertThat(deep.resolve("metrics.csv")).hasContent(MetricsCsv.of(FIRST.curve()));
    assertThat(deep.resolve("report.html")).hasContent("<p>Größe</p>");
    assertThat(Files.readString(deep.resolve("summary.json")))
        .isEqualTo(Summary.of(FIRST, ENVIRONMENT));
  }

  @Test
  void theRecipeAsRunCanBeRunAgain() throws IOException {
    RunFolder.open(folder).write(SECOND, ENVIRONMENT, "");
    String text = Files.readString(folder.resolve("recipe.json"));

    assertThat(RecipeJson.read("recipe.json", text)).isEqualTo(SECOND.recipe());
    assertThat(SECOND.recipe().seed()).isEqualTo(2);
  }

  @Test
  void theWeightsReadBackAreThoseOfTheNetworks() throws IOException {
    RunFolder.open(folder).write(FIRST, ENVIRONMENT, "");

    assertThat(TinyRun.bits(read("teacher.npz", FIRST.teacher())))
        .isDeepEqualTo(TinyRun.bits(FIRST.teacher()));
    assertThat(TinyRun.bits(read("student.npz", FIRST.student())))
        .isDeepEqualTo(TinyRun.bits(FIRST.student()));
  }

  private Network read(String file, Network like) throws IOException {
    return WeightArrays.toNetwork(like.architecture(), Npz.read(folder.resolve(file)), "layers");
  }

  @Test
  void theFilesAreReadableLikeAnyOther() throws IOException {
    assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix")).isTrue();
    Path plain = Files.writeString(folder.resolve("plain"), "");
    RunFolder.open(folder).write(FIRST, ENVIRONMENT, "");

    assertThat(Files.getPosixFilePermissions(folder.resolve("summary.json")))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void aLaterRunReplacesAnEarlierAndLeavesOtherFilesAlone() throws IOException {
    RunFolder.open(folder).write(FIRST, ENVIRONMENT, "first");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    RunFolder.open(folder).write(SECOND, ENVIRONMENT, "second");

    assertThat(names(folder)).hasSize(8);
    assertThat(folder.resolve("notes.txt")).hasContent("mine");
    assertThat(folder.resolve("report.html")).hasContent("second");
    assertThat(folder.resolve("metrics.csv")).hasContent(MetricsCsv.of(SECOND.curve()));
    assertThat(TinyRun.bits(read("teacher.npz", SECOND.teacher())))
        .isDeepEqualTo(TinyRun.bits(SECOND.teacher()));
  }

  @Test
  void aRunWithoutStudentLeavesNoneOfAnEarlierOne() throws IOException {
    RunFolder.open(folder).write(FIRST, ENVIRONMENT, "");
    RunOutcome cancelled =
        new RunOutcome(
            SECOND.recipe(),
            15,
            84,
            0.1,
            SECOND.curve().subList(0, 2),
            null,
            SECOND.teacher(),
            null,
            null);
    RunFolder.open(folder).write(cancelled, ENVIRONMENT, "");

    assertThat(names(folder))
        .containsExactly(
            "evaluations.jsonl",
            "metrics.csv",
            "recipe.json",
            "report.html",
            "summary.json",
            "teacher.npz");
    assertThat(
            new JsonMapper()
                .readTree(folder.resolve("summary.json").toFile())
                .get("completed")
                .booleanValue())
        .isFalse();
    assertThat(Files.readAllLines(folder.resolve("metrics.csv"))).hasSize(3);
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "mine");

    assertThatIOException()
        .isThrownBy(() -> RunFolder.open(file))
        .withMessage(file + " cannot be a folder for results: " + file + " is a file");
    assertThatIOException()
        .isThrownBy(() -> RunFolder.open(file.resolve("deeper/run")))
        .withMessageContaining(file.resolve("deeper/run").toString());
    assertThat(file).hasContent("mine");
  }

  @Test
  void aFolderThatTakesNoFilesIsRefusedBeforeTheRun() {
    Path kernel = Path.of("/proc/self/fdinfo");
    assumeThat(kernel).isDirectory();

    assertThatIOException()
        .isThrownBy(() -> RunFolder.open(kernel))
        .withMessageStartingWith("cannot write into /proc/self/fdinfo (")
        .withMessageEndingWith("); choose another folder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recipe.json",
        "metrics.csv",
        "evaluations.jsonl",
        "teacher.npz",
        "student.npz",
        "report.html",
        "summary.json"
      })
  void aFailureLeavesTheEarlierFilesAsTheyWere(String blocked) throws IOException {
    RunFolder run = RunFolder.open(folder);
    run.write(FIRST, ENVIRONMENT, "first");
    Files.delete(folder.resolve(blocked));
    Files.createDirectory(folder.resolve(blocked));
    Files.writeString(folder.resolve(blocked).resolve("mine"), "mine");
    Map<String, String> before = contents();

    assertThatIOException()
        .isThrownBy(() -> run.write(SECOND, ENVIRONMENT, "second"))
        .withMessage(
            "cannot write the results into %s (%s is a folder, expected a file); choose another folder"
                .formatted(folder, folder.resolve(blocked)));
    assertThat(contents()).isEqualTo(before);
    assertThat(names(folder)).hasSize(7);
    assertThat(folder.resolve(blocked).resolve("mine")).hasContent("mine");
  }

  @Test
  void aWriteThatBreaksOffLeavesNoHalfFiles() throws IOException {
    RunFolder run = RunFolder.open(folder);
    run.write(FIRST, ENVIRONMENT, "first");
    Map<String, String> before = contents();

    // Channels refuse to write for an interrupted thread.
    Thread.currentThread().interrupt();
    assertThatIOException()
        .isThrownBy(() -> run.write(SECOND, ENVIRONMENT, "second"))
        .withMessageStartingWith("cannot write the results into " + folder + " (");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(names(folder)).hasSize(7);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void aFolderThatHasGoneMeanwhileIsNamed() throws IOException {
    RunFolder run = RunFolder.open(folder.resolve("run"));
    Files.delete(run.path());

    assertThatIOException()
        .isThrownBy(() -> run.write(FIRST, ENVIRONMENT, ""))
        .withMessageStartingWith("cannot write the results into " + run.path() + " (");
    assertThat(run.path()).doesNotExist();
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : names(folder)) {
      if (Files.isRegularFile(folder.resolve(name))) {
        contents.put(name, Files.readString(folder.resolve(name), ISO_8859_1));
      }
    }
    return contents;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
