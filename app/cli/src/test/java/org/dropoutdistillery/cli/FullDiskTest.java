package org.dropoutdistillery.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the disk is full, a command says so and ends, and what was there stays as it was. */
class FullDiskTest {
  private static final String REASON =
      "(No space left on device); make room there, or choose another folder";

  @TempDir private static Path shared;
  private static Path run;

  @TempDir private Path folder;
  private SmallDisk disk;

  @BeforeAll
  static void saveRun() {
    run = shared.resolve("run");
    assertThat(Terminal.inProcess(Terminal.run(run)).exitCode()).isZero();
  }

  @BeforeEach
  void mount() throws IOException {
    disk = SmallDisk.at(folder);
  }

  @AfterEach
  void unmount() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pack, model.npz",
    "export, student.npz",
    "export, student.safetensors",
    "export, student.onnx",
    "predict, rows.csv"
  })
  void aFileIsReplacedAsAWholeOrNotAtAll(String command, String name) throws IOException {
    Path file = Files.writeString(disk.folder().resolve(name), "earlier");
    List<String> arguments = new ArrayList<>(List.of(command, run + "", "--out", file + ""));
    if (command.equals("predict")) {
      arguments.addAll(List.of("--in", rows(500) + ""));
    }
    disk.fillUpTo(1);

    refused("cannot write " + file + " " + REASON, arguments);
    assertThat(file).hasContent("earlier");
    assertThat(Terminal.filesIn(disk.folder())).containsExactlyInAnyOrder("filler", name);
  }

  private static Path rows(int count) throws IOException {
    return Files.writeString(
        shared.resolve("rows.csv"), ("0" + ",0".repeat(63) + "\n").repeat(count));
  }

  @Test
  void aRunLeavesTheResultsOfTheOneBefore() throws IOException {
    Path out = disk.folder().resolve("run");
    copy(run, out);
    Map<String, String> earlier = contents(out);
    disk.fillUpTo(1);

    refused(
        "cannot write the results into " + out + " " + REASON,
        List.of(Terminal.run(out, "--seed", "7")));
    assertThat(contents(out)).isEqualTo(earlier);
  }

  @Test
  void aRunThatFindsNoRoomLeavesNoFolder() throws IOException {
    Path out = disk.folder().resolve("new/run");
    disk.fillUpTo(1);

    refused("cannot write the results into " + out + " " + REASON, List.of(Terminal.run(out)));
    assertThat(Terminal.filesIn(disk.folder())).containsExactly("filler");
  }

  @Test
  void aComparisonOfSeedsLeavesTheOneBefore() throws IOException {
    Path out = disk.folder().resolve("seeds");
    assertThat(Terminal.inProcess(Terminal.run(out, "--seeds", "1-3")).exitCode()).isZero();
    Map<String, String> earlier = contents(out);
    disk.fillUpTo(1); // enough for the first of two files

    refused(
        "cannot write %s and %s %s"
            .formatted(out.resolve("seeds.csv"), out.resolve("seeds.json"), REASON),
        List.of(Terminal.run(out, "--seeds", "1,2", "--resume")));
    assertThat(contents(out)).isEqualTo(earlier);
  }

  private static void refused(String message, List<String> arguments) {
    Terminal.Result result = Terminal.inProcess(arguments.toArray(String[]::new));

    assertThat(result.exitCode()).as(result.err()).isEqualTo(Distillery.NO_FILE);
    assertThat(result.err().lines()).contains(message);
    assertThat(result.err()).doesNotContain("Exception", "\tat ");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    for (String name : Terminal.filesIn(from)) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }

  /** Of the files that lie in a folder, whatever folders lie beside them. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : Terminal.filesIn(folder)) {
      Path file = folder.resolve(name);
      contents.put(name, Files.isDirectory(file) ? "" : Files.readString(file, ISO_8859_1));
    }
    return contents;
  }
}
